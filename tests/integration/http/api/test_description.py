"""The OpenAPI description."""

from flask.testing import FlaskClient
from openapi_spec_validator import validate

from tests.integration.http.api.calls import API, content, hand_in


def test_the_description_is_valid_openapi_3_1(client: FlaskClient) -> None:
    document = content(client.get(f"{API}/openapi.json"))
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_every_error_is_described_as_a_problem(client: FlaskClient) -> None:
    document = content(client.get(f"{API}/openapi.json"))
    for path, operations in document["paths"].items():
        # OpenAI's clients know errors of OpenAI's form only.
        form = "application/json" if path.startswith("/v1/") else "application/problem+json"
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                assert int(status) < 400 or set(answer["content"]) == {form}, path


def test_the_reference_is_a_page_of_our_own(client: FlaskClient) -> None:
    page = client.get(f"{API}/docs")
    assert page.status_code == 200
    assert "<script>" not in page.text
    document = content(client.get(f"{API}/openapi.json"))
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert f"<code>{method.upper()} {path}</code>" in page.text
            assert f'id="{operation["operationId"]}"' in page.text
    for name in document["components"]["schemas"]:
        assert f'id="schema-{name}"' in page.text


def test_every_code_of_a_problem_is_explained_where_its_type_points_to(client: FlaskClient) -> None:
    page = client.get(f"{API}/docs").text
    for answer in (
        client.get(f"{API}/nothing"),
        client.put(f"{API}/transcriptions"),
        client.get(f"{API}/transcriptions?limit=0"),
        hand_in(client, options='{"speakers": {"exact": 2, "minimum": 1}}'),
    ):
        address, _, anchor = content(answer, answer.status_code)["type"].partition("#")
        assert address == f"{API}/docs"
        assert f'<dt id="{anchor}">' in page


def test_every_name_in_the_description_is_unique(client: FlaskClient) -> None:
    document = content(client.get(f"{API}/openapi.json"))
    names = [each["operationId"] for item in document["paths"].values() for each in item.values()]
    assert len(names) == len(set(names))

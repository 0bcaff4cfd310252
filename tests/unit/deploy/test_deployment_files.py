"""The files that deploy the service name what is there, and what docs/deploy.md says."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from exact_transcription.entrypoints.cli.main import LazyGroup
from exact_transcription.entrypoints.cli.settings import variable_of
from exact_transcription.settings import Settings

ROOT = Path(__file__).parents[3]
BIN = Path(sys.executable).parent
CLOUD_RUN = sorted((ROOT / "deploy/cloud-run").rglob("*.yaml"))
YAML = [ROOT / "compose.yaml", ROOT / "cloudbuild.yaml", *CLOUD_RUN]
DOCS = (ROOT / "docs/deploy.md").read_text()
VALUES = {
    "BUCKET": "a-bucket",
    "IMAGE": "an-image",
    "INSTANCE": "project:region:instance",
    "NETWORK": "default",
    "PROJECT": "a-project",
    "REDIS_HOST": "10.0.0.3",
    "REGION": "a-region",
}
VARIABLES = {variable_of(name, field) for name, field in Settings.model_fields.items()}
SECRETS = {
    "admin-password": "EXACT_ADMIN_PASSWORD",
    "database-url": "EXACT_DATABASE_URL",
    "flask-secret": "FLASK_SECRET_KEY",
    "huggingface-key": "HUGGING_FACE_HUB_TOKEN",
}


def _render(path: Path, values: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "deploy/render.py", str(path)],
        cwd=ROOT, env=values, capture_output=True, text=True, check=False,
    )  # fmt: skip


def _rendered(path: Path) -> dict[str, Any]:
    done = _render(path, VALUES)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = yaml.safe_load(done.stdout)
    return found


def _containers(document: dict[str, Any]) -> list[dict[str, Any]]:
    spec = document["spec"]["template"]["spec"]
    if document["kind"] == "Job":
        spec = spec["template"]["spec"]
    found: list[dict[str, Any]] = spec["containers"]
    return found


def _environment(path: Path) -> list[dict[str, Any]]:
    return [each for container in _containers(_rendered(path)) for each in container["env"]]


@pytest.mark.parametrize(
    ("schema", "name"), [("vendor.compose-spec", "compose.yaml"), ("vendor.cloudbuild", "cloudbuild.yaml")]
)
def test_the_files_fit_the_schemas_of_who_reads_them(schema: str, name: str) -> None:
    done = subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", schema, ROOT / name],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_dockerfile_is_clean() -> None:
    done = subprocess.run(
        [BIN / "hadolint", ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_images_of_others_are_pinned() -> None:
    """But for gcloud, which is to be as new as Google's services."""
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"].values()
    named = {each["image"] for each in compose if not each["image"].startswith("exact-transcription:")}
    named |= {step["name"] for step in yaml.safe_load((ROOT / "cloudbuild.yaml").read_text())["steps"]}
    named |= set(re.findall(r"^ARG BASE=(\S+)$", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE))
    assert {each for each in named if not re.fullmatch(r"[a-z/]+:[\w.-]+@sha256:[0-9a-f]{64}", each)} == {
        "google/cloud-sdk:slim"
    }
    assert len(named) == 7


@pytest.mark.parametrize("script", sorted((ROOT / "deploy").rglob("*.sh")), ids=lambda path: path.name)
def test_the_scripts_can_be_parsed_and_run(script: Path) -> None:
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    assert script.stat().st_mode & 0o111


@pytest.mark.parametrize(
    "path",
    [*YAML, ROOT / "Dockerfile", ROOT / "docs/deploy.md"],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_every_variable_is_a_setting(path: Path) -> None:
    named = set(re.findall(r"\bEXACT_[A-Z_]+", path.read_text()))
    assert named - VARIABLES == set()


def test_secrets_become_the_variables_that_the_docs_say() -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| `([A-Z_]+)` \|", DOCS, flags=re.MULTILINE))
    assert rows == SECRETS
    assert set(SECRETS.values()) <= VARIABLES
    used: dict[str, str] = {}
    for path in CLOUD_RUN:
        for each in _environment(path):
            if "valueFrom" in each:
                used[each["valueFrom"]["secretKeyRef"]["name"]] = each["name"]
    assert used == SECRETS
    created = set(re.findall(r"gcloud secrets create ([a-z-]+)", DOCS))
    assert created == set(SECRETS)
    (built,) = yaml.safe_load((ROOT / "cloudbuild.yaml").read_text())["availableSecrets"]["secretManager"]
    assert built["versionName"].split("/")[3] == "huggingface-key"
    assert built["env"] == SECRETS["huggingface-key"]


def test_no_secret_is_written_into_a_file() -> None:
    for path in CLOUD_RUN:
        for each in _environment(path):
            assert ("value" in each) != (each["name"] in SECRETS.values()), each["name"]


def _granted() -> set[tuple[str, str, str]]:
    """Account, role and object of every grant among the docs' commands for the two accounts."""
    found = set()
    for line in DOCS.splitlines():
        match = re.fullmatch(
            r"gcloud (projects|secrets|storage buckets|iam service-accounts) add-iam-policy-binding (\S+) "
            r'--member="serviceAccount:\$(RUN|BUILD)" --role=(\S+)',
            line,
        )
        if match:
            kind, name, who, role = match.groups()
            on = {
                "projects": "project",
                "secrets": f"secret {name}",
                "storage buckets": "bucket",
                "iam service-accounts": "exact-run",
            }[kind]
            found.add((f"exact-{who.lower()}", role, on))
    return found


def test_the_docs_grant_what_the_list_of_roles_has() -> None:
    listed = yaml.safe_load((ROOT / "deploy/iam.yaml").read_text())
    assert _granted() == {
        (account, each["role"], each["at"]) for account, grants in listed.items() for each in grants
    }


def test_each_account_may_read_the_secrets_that_it_uses() -> None:
    listed = yaml.safe_load((ROOT / "deploy/iam.yaml").read_text())
    readable = {each["at"].removeprefix("secret ") for each in listed["exact-run"] if "secret " in each["at"]}
    assert readable == set(SECRETS)
    for path in CLOUD_RUN:
        assert "serviceAccountName: exact-run@" in path.read_text()
    assert "serviceAccounts/exact-build@" in (ROOT / "cloudbuild.yaml").read_text()


@pytest.mark.parametrize("path", CLOUD_RUN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_missing_value_is_named_and_nothing_is_deployed_without_it(path: Path) -> None:
    needed = {name for name in VALUES if f"${{{name}}}" in path.read_text()}
    assert needed
    for name in needed:
        done = _render(path, VALUES | {name: ""})
        assert done.returncode != 0
        assert name in done.stderr


def test_cloud_build_gives_every_value_that_the_files_need() -> None:
    steps = yaml.safe_load((ROOT / "cloudbuild.yaml").read_text())["steps"]
    (deploy,) = [step for step in steps if step["id"] == "deploy"]
    assert {each.partition("=")[0] for each in deploy["env"]} == set(VALUES)


def test_containers_are_started_with_commands_that_there_are() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    ours = [each for each in services.values() if each["image"].startswith("exact-transcription:")]
    started = [(each.get("entrypoint"), each["command"]) for each in ours]
    for path in CLOUD_RUN:
        started += [(each.get("command"), each["args"]) for each in _containers(_rendered(path))]
    assert len(started) == len(ours) + len(CLOUD_RUN)
    for entrypoint, arguments in started:
        if entrypoint is None:
            assert arguments[0] in LazyGroup.modules
        else:
            assert entrypoint == ["gunicorn"]
            assert arguments == [
                "--config=python:exact_transcription.entrypoints.http.serving",
                "exact_transcription.entrypoints.http.wsgi:app",
            ]


def test_the_image_listens_where_its_health_check_and_the_platform_look() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "PORT=8080" in dockerfile
    assert "EXPOSE 8080" in dockerfile
    for path in CLOUD_RUN:
        for container in _containers(_rendered(path)):
            for probe in ("startupProbe", "livenessProbe"):
                if probe in container:
                    assert container[probe]["httpGet"] == {"path": "/healthz", "port": 8080}


@pytest.mark.parametrize("shape", ["small", "scale"])
def test_who_asks_is_what_the_platforms_front_end_says(shape: str) -> None:
    """Else all count as one for the limits of requests, and cookies are not kept to https."""
    environment = _environment(ROOT / f"deploy/cloud-run/{shape}/web.yaml")
    assert {"name": "EXACT_TRUSTED_PROXIES", "value": "1"} in environment


def _row(start: str) -> list[float]:
    """The numbers at the beginning of the cells of the docs' table row that starts so."""
    (row,) = re.findall(rf"^\| {re.escape(start)}\S* (?:[^|]*)\|(.*)\|$", DOCS, flags=re.MULTILINE)
    return [float(re.match(r"[\d.]+", cell.strip())[0]) for cell in row.split("|")]  # type: ignore[index]


@pytest.mark.parametrize(
    ("file", "prices", "costs"),
    [("small/web", "service", "small, model"), ("scale/worker", "worker pool", "scale, a worker")],
)
def test_the_table_of_costs_follows_from_its_prices_and_the_files(file: str, prices: str, costs: str) -> None:
    (container,) = _containers(_rendered(ROOT / f"deploy/cloud-run/{file}.yaml"))
    has = container["resources"]["limits"]
    cpu, memory, gpu = _row(prices)
    instance_hour, hours, busy, seldom = _row(costs)
    second = (
        int(has["cpu"]) * cpu + int(has["memory"][:-2]) * memory + int(has.get("nvidia.com/gpu", 0)) * gpu
    )
    assert instance_hour == pytest.approx(3600 * second, abs=0.0005)
    assert busy == pytest.approx(instance_hour * hours, rel=0.02)
    assert seldom == pytest.approx(10 * busy, rel=0.01)


def test_the_options_of_stores_are_json() -> None:
    environment = yaml.safe_load((ROOT / "compose.yaml").read_text())["x-service"]["environment"]
    assert json.loads(environment["EXACT_BLOBS_OPTIONS"])

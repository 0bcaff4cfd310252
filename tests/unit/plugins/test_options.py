"""Options are declared once; checks, conversions and descriptions follow."""

from typing import Literal

import pytest

from exact_transcription.core.domain.errors import InvalidOptionError
from exact_transcription.core.ports.format_description import OptionDescription, OptionKind
from exact_transcription.plugins.options import Options, describe_options, option, parse_options


class Many(Options):
    flag: bool = option(default=False, help="A flag.")
    count: int = option(2, help="A count.", minimum=1, maximum=9)
    speed: float = option(1.5, help="A speed.", minimum=0.5)
    text: str = option("x", help="A text.")
    kind: Literal["one", "two"] = option("one", help="A kind.")
    limit: float | None = option(None, help="A limit, or none.", maximum=10.0)


def parse(**values: object) -> Many:
    return parse_options(Many, values, owner="the format 'many'")


def test_defaults_stand_where_nothing_is_given() -> None:
    assert parse() == Many(flag=False, count=2, speed=1.5, text="x", kind="one", limit=None)


def test_text_from_a_command_line_is_converted() -> None:
    parsed = parse(flag="yes", count="7", speed="2.25", text="7", kind="two", limit="3")
    assert parsed == Many(flag=True, count=7, speed=2.25, text="7", kind="two", limit=3.0)


@pytest.mark.parametrize("off", ["", "none", "None"])
def test_an_optional_number_can_be_switched_off(off: str) -> None:
    assert parse(limit=off).limit is None


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"count": 0}, ["'count'", "1"]),
        ({"count": "many"}, ["'count'", "'many'"]),
        ({"count": 2.5}, ["'count'"]),
        ({"speed": float("nan")}, ["'speed'"]),
        ({"kind": "three"}, ["'kind'", "one, two"]),
        ({"flag": "perhaps"}, ["'flag'"]),
        ({"limit": 11}, ["'limit'", "10"]),
    ],
)
def test_a_wrong_value_is_an_error_that_says_what_is_right(
    values: dict[str, object], told: list[str]
) -> None:
    with pytest.raises(InvalidOptionError) as caught:
        parse(**values)
    for part in ["the format 'many'", *told]:
        assert part in str(caught.value)


def test_all_unknown_options_and_all_known_ones_are_named() -> None:
    with pytest.raises(InvalidOptionError) as caught:
        parse(flagg=1, cuont=2)
    message = str(caught.value)
    assert "cuont, flagg" in message
    assert "flag, count, speed, text, kind, limit" in message


def test_a_format_without_options_says_so() -> None:
    with pytest.raises(InvalidOptionError, match="no options"):
        parse_options(Options, {"x": 1}, owner="the format 'none'")


def test_descriptions_hold_all_that_a_form_needs() -> None:
    described = {each.name: each for each in describe_options(Many)}
    assert list(described) == ["flag", "count", "speed", "text", "kind", "limit"]
    assert described["count"] == OptionDescription(
        name="count", kind=OptionKind.INTEGER, default=2, help="A count.", minimum=1, maximum=9
    )
    assert described["kind"].choices == ("one", "two")
    assert described["limit"].kind is OptionKind.NUMBER
    assert described["limit"].default is None
    assert [described[name].kind for name in ("flag", "text")] == [OptionKind.BOOLEAN, OptionKind.TEXT]


def test_a_type_that_no_form_can_ask_for_is_refused() -> None:
    class Bad(Options):
        things: list[str] = option([], help="Things.")

    with pytest.raises(TypeError, match="things"):
        describe_options(Bad)


def test_an_option_without_help_is_refused() -> None:
    class Bad(Options):
        thing: int = 3

    with pytest.raises(TypeError, match="help"):
        describe_options(Bad)


def test_options_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        parse().count = 3

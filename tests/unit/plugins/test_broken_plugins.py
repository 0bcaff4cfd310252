"""A plugin that cannot be used harms nothing else, and its name is told."""

from collections.abc import Iterator

import pytest

from exact_transcription.core.domain.errors import (
    PluginError,
    UnknownFormatError,
)
from exact_transcription.plugins.exporter import Exporter
from exact_transcription.plugins.hookspecs import hookimpl
from exact_transcription.plugins.manager import PluginManager
from exact_transcription.plugins.options import Options
from tests.unit.plugins.found import Note, Plugin, found, manager, written


def assert_only_problem(formats: PluginManager, *parts: str) -> None:
    [problem] = formats.problems
    for part in parts:
        assert part in problem.message
    assert "txt" in formats.formats()
    assert written(formats, "txt")


def fail_to_load() -> object:
    raise ImportError("no module named nonsense")


def leave() -> object:
    raise SystemExit(3)


class WithoutHook:
    pass


class UnknownHook:
    @hookimpl
    def exact_transcription_exportesr(self) -> list[object]:
        return []


class WrongArguments:
    @hookimpl
    def exact_transcription_exporters(self, transcript: object) -> list[object]:
        return [transcript]


class RaisingHook:
    @hookimpl
    def exact_transcription_exporters(self) -> list[object]:
        raise RuntimeError("out of coffee")


class HalfwayHook:
    @hookimpl
    def exact_transcription_exporters(self) -> Iterator[object]:
        yield Note()
        raise RuntimeError("out of tea")


@pytest.mark.parametrize(
    ("load", "told"),
    [
        (fail_to_load, "no module named nonsense"),
        (leave, "SystemExit"),
        (WithoutHook(), "no hook"),
        (UnknownHook(), "exact_transcription_exportesr"),
        (WrongArguments(), "transcript"),
        (RaisingHook(), "out of coffee"),
        (HalfwayHook(), "out of tea"),
        (Plugin("not an exporter"), "not an exporter"),
        (Plugin(None), "None"),
    ],
)
def test_a_plugin_that_cannot_be_used_is_reported_by_name_and_left_out(load: object, told: str) -> None:
    assert_only_problem(manager(found("bad", load)), "bad (third-party 1.2.3)", told)


def test_one_unusable_format_of_a_plugin_leaves_its_others() -> None:
    class Nameless(Note):
        name = "Not A Name"

    formats = manager(found("half", Plugin(Nameless(), Note())))
    assert written(formats) == b"5 segments\n"
    assert_only_problem(formats, "half", "Not A Name")


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("name", "UPPER"),
        ("name", ""),
        ("title", None),
        ("extension", "srt"),
        ("media_type", "text"),
        ("options", dict),
        ("description", "  "),
    ],
)
def test_a_malformed_attribute_is_reported(attribute: str, value: object) -> None:
    bad = type("Bad", (Note,), {attribute: value})
    assert_only_problem(manager(found("bad", Plugin(bad()))), "bad", attribute)


def test_an_attribute_that_raises_is_reported() -> None:
    class Explosive(Note):
        @property
        def title(self) -> str:  # type: ignore[override]
            raise RuntimeError("boom")

    assert_only_problem(manager(found("bad", Plugin(Explosive()))), "bad", "boom")


def test_a_clash_with_a_built_in_format_keeps_the_built_in_one_and_names_both() -> None:
    class Impostor(Note):
        name = "srt"

    formats = manager(found("impostor", Plugin(Impostor())))
    assert b"-->" in written(formats, "srt")
    assert_only_problem(formats, "'srt'", "exporters.srt", "impostor")


def test_blocking_a_built_in_plugin_lets_another_take_its_name() -> None:
    class Better(Note):
        name = "srt"

    formats = manager(found("better", Plugin(Better())), blocked={"exporters.srt"})
    assert written(formats, "srt") == b"5 segments\n"
    assert formats.problems == ()


def test_two_plugins_with_a_format_of_one_name_both_lose_it_until_one_is_blocked() -> None:
    class Other(Note):
        pass

    plugins = (found("one", Plugin(Note())), found("two", Plugin(Other()), distribution="another"))
    formats = manager(*plugins)
    with pytest.raises(PluginError, match=r"'note'.*one \(third-party 1\.2\.3\).*two \(another 1\.2\.3\)"):
        written(formats)
    assert "note" not in formats.formats()
    assert_only_problem(formats, "one", "two")
    assert written(manager(*plugins, blocked={"two"})) == b"5 segments\n"


def test_a_third_plugin_does_not_win_a_disputed_name() -> None:
    formats = manager(*(found(name, Plugin(Note())) for name in ("one", "two", "three")))
    with pytest.raises(PluginError):
        written(formats)
    assert len(formats.problems) == 2


def test_two_plugins_of_one_name_are_reported_and_the_first_is_used() -> None:
    class Other(Note):
        name = "other"

    formats = manager(found("same", Plugin(Note())), found("same", Plugin(Other()), distribution="another"))
    assert written(formats)
    with pytest.raises(UnknownFormatError):
        written(formats, "other")
    assert_only_problem(formats, "'same'", "third-party", "another")


def test_a_blocked_plugin_is_never_loaded() -> None:
    loaded = []

    def load() -> object:
        loaded.append(1)
        return Plugin(Note())

    formats = manager(found("note", load), blocked={"note"})
    assert "note" not in formats.formats()
    assert loaded == []
    assert "note" not in [plugin.name for plugin in formats.plugins]


def test_strict_mode_refuses_to_work_with_any_problem_and_names_it() -> None:
    formats = manager(found("bad", fail_to_load), strict=True)
    with pytest.raises(PluginError, match=r"bad \(third-party 1\.2\.3\)"):
        formats.formats()


def test_strict_mode_is_content_with_the_built_in_plugins() -> None:
    assert "srt" in manager(strict=True).formats()


def test_nothing_is_loaded_before_the_first_question() -> None:
    loaded: list[int] = []

    def load() -> object:
        loaded.append(1)
        return Plugin(Note())

    formats = manager(found("note", load))
    assert loaded == []
    assert "note" in formats.formats()
    formats.describe("note")
    assert loaded == [1]


def test_an_exporter_class_needs_a_write_method() -> None:
    class Unfinished(Exporter[Options]):
        name = "unfinished"

    with pytest.raises(TypeError, match="abstract"):
        Unfinished()  # type: ignore[abstract]

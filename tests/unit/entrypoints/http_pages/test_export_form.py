"""The form for exports, and what comes back from it."""

import pytest
from werkzeug.datastructures import MultiDict

from exact_transcription.core.domain.errors import InvalidRequestError, UnknownFormatError
from exact_transcription.entrypoints.http.export_form import chosen_formats, form_of, grouped, options_for
from exact_transcription.plugins.manager import PluginManager

PLUGINS = PluginManager()
EMPTY: "MultiDict[str, str]" = MultiDict()


def test_an_untouched_form_asks_for_the_defaults() -> None:
    for each in form_of(PLUGINS, EMPTY):
        sent: MultiDict[str, str] = MultiDict()
        for field in each.fields:
            if isinstance(field.value, bool):
                sent.add(field.name, "false")
                if field.value:
                    sent.add(field.name, "true")
            else:
                sent.add(field.name, field.value)
        name = each.format.name
        options = options_for(PLUGINS, name, sent, prefix=f"{name}.")
        PLUGINS.check_options(name, options)
        for field in each.fields:
            given, default = options.get(field.option.name), field.option.default
            if given is not None and not isinstance(default, bool):
                assert str(given) == ("" if default is None else str(default))


def test_every_format_is_in_one_group_and_those_of_others_come_last() -> None:
    groups = grouped(form_of(PLUGINS, EMPTY))
    names = [each.format.name for _, members in groups for each in members]
    assert sorted(names) == sorted(PLUGINS.formats())
    assert groups[0][0] == "reading"
    assert "more" not in dict(groups)


def test_formats_are_chosen_once_each_and_must_be_known() -> None:
    assert chosen_formats(PLUGINS, MultiDict([("format", "srt"), ("format", "txt"), ("format", "srt")])) == [
        "srt",
        "txt",
    ]
    with pytest.raises(UnknownFormatError):
        chosen_formats(PLUGINS, MultiDict([("format", "docy")]))
    with pytest.raises(InvalidRequestError):
        chosen_formats(PLUGINS, EMPTY)


def test_the_last_of_a_box_and_its_hidden_field_counts() -> None:
    both: MultiDict[str, str] = MultiDict([("txt.times", "false"), ("txt.times", "true")])
    assert options_for(PLUGINS, "txt", both, prefix="txt.") == {"times": "true"}
    assert options_for(PLUGINS, "txt", MultiDict([("txt.times", "false")]), prefix="txt.") == {
        "times": "false"
    }

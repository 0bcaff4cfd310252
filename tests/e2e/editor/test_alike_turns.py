"""Giving all turns that sound alike to a speaker, by keyboard."""

import numpy as np
from playwright.sync_api import Page, expect

from exact_transcription.core.domain.job import JobState
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.voice_prints import VoicePrints
from exact_transcription.plugins.testing.builders import said, transcript
from tests.e2e.editor.actions import job_of, opened, saved, transcript_of, until, word
from tests.e2e.editor.conftest import Site
from tests.e2e.editor.interview import ANN, BEN, CLEO, interview
from tests.e2e.editor.test_transcript_page import serious
from tests.e2e.editor.window import Window

VOICES = {ANN: (0.0, 1.0), BEN: (1.0, 0.0), CLEO: (0.8, 0.6)}
"""Of the interview's people: Cleo sounds a little like Ben."""


def prints(transcript: Transcript) -> VoicePrints:
    turns = [turn for turn in transcript.turns if turn.span.duration > 0]
    return VoicePrints(
        model="three voices",
        pieces=np.array([(turn.span.start, turn.span.end) for turn in turns]),
        embeddings=np.array([VOICES[turn.speaker] for turn in turns], dtype=np.float16),
    )


def many_turns() -> Transcript:
    """One person's, apart by silence."""
    return transcript([said(BEN, at * 6, at * 6 + 2, f"turn{at} goes on like this") for at in range(31)])


def ask(page: Page, text: str) -> None:
    """Give the turn that has a word, and all that sound alike, to a new speaker."""
    word(page, text).click()
    page.keyboard.press("k")
    page.keyboard.press("s")
    dialog = page.get_by_role("dialog", name="Who says this?")
    dialog.get_by_role("radio", name="this turn and all that sound alike").press("Space")
    dialog.get_by_role("button", name="A new speaker").press("Enter")


def test_all_turns_that_sound_alike_are_listened_to_given_and_taken_back(window: Window, site: Site) -> None:
    page = opened(window, site.recording())
    site.container.voices().execute(job_of(page), prints(interview()))
    before = transcript_of(site, page)
    ask(page, "pleasure.")
    dialog = page.get_by_role("dialog", name="Give to a new speaker: all that sound alike")
    rows = dialog.get_by_role("listitem")
    expect(rows.first).to_contain_text("this turn")
    expect(rows.nth(1).get_by_role("checkbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(rows.nth(2).get_by_role("checkbox")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(rows.nth(1)).to_contain_text("Ben Haugen")
    chosen = [each.is_checked() for each in dialog.get_by_role("checkbox").all()]
    names = [text.strip().split(" ")[0] for text in rows.all_inner_texts()]
    assert dict(zip(names, chosen, strict=True)) == {"Ben": True, "SPEAKER_02": True, "Ann": False}
    assert window.complaints == []
    assert serious(page) == []
    window.complaints.clear()  # axe tries styles that the policy of the pages forbids
    dialog.get_by_role("button", name="Listen to the turn at 0:44").press("Enter")
    until(page, "document.querySelector('.w.now')?.dataset.w >= 89")
    for row in rows.filter(has_text="SPEAKER_02").all():
        row.get_by_role("checkbox").press("Space")
    dialog.get_by_role("button", name="Give 4 turns to a new speaker").press("Enter")
    expect(dialog).to_have_count(0)
    saved(page)
    given = transcript_of(site, page)
    moved = {BEN: "SPEAKER_03"}
    assert [each.speaker for each in given.words] == [
        moved.get(each.speaker or "", each.speaker) for each in before.words
    ]
    page.keyboard.press("Control+z")
    saved(page)
    until(page, "document.querySelector('.tools button[disabled]') !== null")
    assert transcript_of(site, page) == before
    assert window.complaints == []


def test_without_voices_one_is_told_what_to_do_and_can_do_it(window: Window, site: Site) -> None:
    page = opened(window, site.recording())
    ask(page, "pleasure.")
    expect(page.get_by_role("alert")).to_contain_text("Run the transcription again")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    ask(page, "pleasure.")
    page.get_by_role("button", name="Run the transcription again").click()
    expect(page.get_by_role("progressbar").or_(page.locator(".job"))).to_be_visible()
    assert site.container.jobs().get(job_of(page)).state is JobState.QUEUED


def test_however_many_turns_there_are_what_one_does_with_them_stays_in_sight(
    window: Window, site: Site
) -> None:
    page = opened(window, site.recording(many_turns()))
    site.container.voices().execute(job_of(page), prints(many_turns()))
    ask(page, "turn0")
    dialog = page.get_by_role("dialog", name="Give to a new speaker: all that sound alike")
    expect(dialog.get_by_role("listitem")).to_have_count(31)
    give = dialog.get_by_role("button", name="Give 31 turns to a new speaker")
    box, frame = give.bounding_box(), dialog.bounding_box()
    assert box
    assert frame
    assert frame["y"] < box["y"] < box["y"] + box["height"] <= frame["y"] + frame["height"]
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    saved(page)
    assert {each.speaker for each in transcript_of(site, page).words} == {"SPEAKER_00"}

/**
 * Changes as the API takes them, and what they do to a transcript here, so that a change is seen at once. What the
 * server answers takes its place; `core/domain/edits.py` is what these follow.
 */
import { begun, joinedBefore, withoutGone } from "./breaks.js";
import type { Segment, Speaker, Transcript, Word } from "./document.js";
import { joined, wordsIn } from "./language.js";

export type Edit =
  | { type: "rename_speaker"; speaker: string; name: string | null }
  | { type: "merge_speakers"; speaker: string; into: string }
  | { type: "add_speaker"; name: string | null }
  | { type: "reassign_words"; first: number; last: number; speaker: string }
  | { type: "reassign_ranges"; ranges: readonly { first: number; last: number }[]; speaker: string }
  | { type: "replace_words"; first: number; last: number; text: string }
  | { type: "insert_words"; text: string; before?: number; after?: number }
  | { type: "delete_words"; first: number; last: number }
  | { type: "confirm_words"; first: number; last: number }
  | { type: "move_word"; word: number; start: number; end: number }
  | { type: "begin_paragraph"; word: number }
  | { type: "join_paragraphs"; word: number };

export function applyEdits(transcript: Transcript, edits: readonly Edit[]): Transcript {
  return edits.reduce(applied, transcript);
}

/** The id that the next `add_speaker` gives. */
export function nextSpeaker(transcript: Transcript): string {
  const known = new Set(transcript.speakers.map((speaker) => speaker.id));
  for (let number = 0; ; number += 1) {
    const id = `SPEAKER_${String(number).padStart(2, "0")}`;
    if (!known.has(id)) return id;
  }
}

function applied(transcript: Transcript, edit: Edit): Transcript {
  switch (edit.type) {
    case "rename_speaker":
      return { ...transcript, speakers: renamed(transcript.speakers, edit.speaker, edit.name) };
    case "merge_speakers":
      return merged(transcript, edit.speaker, edit.into);
    case "add_speaker":
      return {
        ...transcript,
        speakers: [...transcript.speakers, { id: nextSpeaker(transcript), name: edit.name }],
      };
    case "reassign_words":
      return changed(transcript, edit.first, edit.last, (word) => given(word, edit.speaker));
    case "reassign_ranges":
      return edit.ranges.reduce(
        (after, { first, last }) => changed(after, first, last, (word) => given(word, edit.speaker)),
        transcript,
      );
    case "confirm_words":
      return changed(transcript, edit.first, edit.last, vouchedFor);
    case "move_word":
      return changed(transcript, edit.word, edit.word, (word) => ({
        ...word,
        start: edit.start,
        end: edit.end,
        provenance: "edited",
      }));
    case "begin_paragraph":
      return begun(transcript, edit.word);
    case "join_paragraphs":
      return joinedBefore(transcript, edit.word);
    case "insert_words":
      return inserted(transcript, edit.text, edit.before ?? (edit.after ?? 0) + 1, edit.before === undefined);
    case "delete_words":
      return deleted(transcript, edit.first, edit.last);
    case "replace_words":
      return replaced(transcript, edit.first, edit.last, edit.text);
  }
}

function renamed(speakers: readonly Speaker[], id: string, name: string | null): readonly Speaker[] {
  return speakers.map((speaker) =>
    speaker.id === id ? { id, name: name?.trim() ? name.trim() : null } : speaker,
  );
}

function merged(transcript: Transcript, from: string, into: string): Transcript {
  const now = <T extends { readonly speaker: string | null }>(part: T): T =>
    part.speaker === from ? { ...part, speaker: into } : part;
  return {
    ...transcript,
    speakers: transcript.speakers.filter((speaker) => speaker.id !== from),
    words: transcript.words.map(now),
    segments: transcript.segments.map(now),
    turns: transcript.turns.map(now),
    pauses: transcript.pauses.map((pause) => {
      const after = now(pause);
      return after.next_speaker === from ? { ...after, next_speaker: into } : after;
    }),
    overlaps: transcript.overlaps.filter(
      ({ speakers }) => !(speakers.includes(from) && speakers.includes(into)),
    ),
  };
}

function given(word: Word, speaker: string): Word {
  const flags = word.flags.filter((flag) => flag !== "outside_turns" && flag !== "uncertain_speaker");
  return { ...word, speaker, flags };
}

function vouchedFor(word: Word): Word {
  const provenance = word.provenance === "interpolated" ? "edited" : word.provenance;
  return { ...word, confidence: 1, flags: [], provenance };
}

function changed(
  transcript: Transcript,
  first: number,
  last: number,
  change: (word: Word) => Word,
): Transcript {
  const words = transcript.words.slice();
  for (let index = first; index <= last; index += 1) {
    const word = words[index];
    if (word) words[index] = change(word);
  }
  return { ...transcript, words };
}

function replaced(transcript: Transcript, first: number, last: number, text: string): Transcript {
  const old = transcript.words.slice(first, last + 1);
  const fresh = written(wordsIn(text, transcript.language), old);
  const words = [...transcript.words.slice(0, first), ...fresh, ...transcript.words.slice(last + 1)];
  return { ...transcript, words, segments: shifted(transcript, first, fresh.length - old.length, words) };
}

function deleted(transcript: Transcript, first: number, last: number): Transcript {
  let after = transcript;
  // From the end, so that the numbers of the words before stay.
  for (let end = last; end >= first;) {
    const at = end;
    const segment = after.segments.find(({ words: [from, until] }) => from <= at && at < until);
    const begin = Math.max(first, segment?.words[0] ?? first);
    after = replaced(after, begin, end, "");
    end = begin - 1;
  }
  return after;
}

/** With words before word `at`, in the segment of the word before (or of `at`), in the time between the two. */
function inserted(transcript: Transcript, text: string, at: number, behind: boolean): Transcript {
  const beside = transcript.words[behind ? at - 1 : at];
  const segment = transcript.segments.find(({ words: [from, until] }) => {
    const word = behind ? at - 1 : at;
    return from <= word && word < until;
  });
  if (!beside || !segment) return transcript;
  const start = at > segment.words[0] ? (transcript.words[at - 1]?.end ?? 0) : segment.start;
  const end = at < segment.words[1] ? (transcript.words[at]?.start ?? 0) : segment.end;
  const room = { ...beside, flags: [], start: Math.min(start, end), end };
  const fresh = guessed(wordsIn(text, transcript.language), room);
  const words = [...transcript.words.slice(0, at), ...fresh, ...transcript.words.slice(at)];
  return { ...transcript, words, segments: shifted(transcript, behind ? at - 1 : at, fresh.length, words) };
}

function written(texts: readonly string[], old: readonly Word[]): Word[] {
  const begin = old[0];
  if (!begin) return [];
  if (texts.length === old.length) {
    return old.map((word, index) =>
      word.text === texts[index] ? word : sure({ ...word, text: texts[index] ?? "" }),
    );
  }
  return guessed(texts, { ...begin, end: Math.max(...old.map((word) => word.end)) });
}

/** Words like `room` that share its time, each in proportion to its letters. */
function guessed(texts: readonly string[], room: Word): Word[] {
  const weights = texts.map((text) => Math.max(1, (text.match(/[\p{L}\p{N}]/gu) ?? []).length));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const edge = (share: number) => room.start + ((room.end - room.start) * share) / total;
  let done = 0;
  return texts.map((text, index) => {
    const start = edge(done);
    done += weights[index] ?? 0;
    return sure({ ...room, text, start, end: edge(done), provenance: "interpolated" });
  });
}

function sure(word: Word): Word {
  const flags = word.flags.filter((flag) => flag !== "suspect_text" && flag !== "overlong");
  return { ...word, confidence: 1, flags };
}

/** Segments after `by` words more (or less) in the one that has word `at`; one without words is gone. */
function shifted(transcript: Transcript, at: number, by: number, words: readonly Word[]): Segment[] {
  const fresh = transcript.segments.map((segment) => {
    const [first, after] = segment.words;
    if (after <= at) return segment;
    if (first > at) return { ...segment, words: [first + by, after + by] as const };
    if (after + by <= first) return null;
    const text = joined(
      words.slice(first, after + by).map((word) => word.text),
      transcript.language,
    );
    return { ...segment, text, words: [first, after + by] as const };
  });
  return withoutGone(transcript.segments, fresh);
}

/** Making changes again on a version of the transcript that somebody else changed meanwhile. */
import type { Transcript } from "./document.js";
import { type Edit, nextSpeaker } from "./edits.js";
import { differences } from "./rewriting.js";

/** The same edits for `after`, or null where what they were about is no longer there as it was. */
export function carryOver(edits: readonly Edit[], before: Transcript, after: Transcript): Edit[] | null {
  const place = placesIn(before, after);
  const known = new Set(after.speakers.map((speaker) => speaker.id));
  const carried: Edit[] = [];
  // Numbers of later edits of the same change count words that the earlier ones put in or took away; as those
  // are ordered from the end to the beginning, the numbers of `before` hold for all of them.
  for (const edit of edits) {
    const moved = moveEdit(edit, place);
    if (edit.type === "add_speaker") known.add(nextSpeaker(after));
    if (!moved || !speakersOf(moved).every((speaker) => known.has(speaker))) return null;
    carried.push(moved);
  }
  return carried;
}

/** For every word of `before` its number in `after`, or -1. */
function placesIn(before: Transcript, after: Transcript): Int32Array {
  const texts = ({ words }: Transcript) => words.map((word) => word.text);
  const places = new Int32Array(before.words.length).fill(-1);
  let [old, by] = [0, 0];
  for (const { from, until, texts: fresh } of differences(texts(before), texts(after))) {
    for (; old < from; old += 1) places[old] = old + by;
    old = until;
    by += fresh.length - (until - from);
  }
  for (; old < places.length; old += 1) places[old] = old + by;
  return places;
}

function moveEdit(edit: Edit, places: Int32Array): Edit | null {
  if ("first" in edit) return moveRange(edit, places);
  if (edit.type === "reassign_ranges") {
    const ranges = edit.ranges.flatMap((range) => moveRange(range, places) ?? []);
    return ranges.length === edit.ranges.length ? { ...edit, ranges } : null;
  }
  if (edit.type === "insert_words") {
    const at = places[edit.before ?? edit.after ?? 0] ?? -1;
    if (at < 0) return null;
    return edit.before === undefined ? { ...edit, after: at } : { ...edit, before: at };
  }
  if ("word" in edit) {
    const word = places[edit.word] ?? -1;
    return word >= 0 ? { ...edit, word } : null;
  }
  return edit;
}

function moveRange<T extends { readonly first: number; readonly last: number }>(
  range: T,
  places: Int32Array,
): T | null {
  const [first, last] = [places[range.first] ?? -1, places[range.last] ?? -1];
  if (first < 0 || last - first !== range.last - range.first) return null;
  for (let word = range.first; word <= range.last; word += 1) if ((places[word] ?? -1) < 0) return null;
  return { ...range, first, last };
}

function speakersOf(edit: Edit): string[] {
  if (edit.type === "merge_speakers") return [edit.speaker, edit.into];
  return "speaker" in edit ? [edit.speaker] : [];
}

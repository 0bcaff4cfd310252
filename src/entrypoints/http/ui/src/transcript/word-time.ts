/** When one word was said, set by hand: where it may be moved to, and the edit that moves it. */
import { t } from "../shared/texts.js";
import type { Span, Transcript } from "./document.js";
import type { Editor } from "./editor.js";

/** Seconds that a word lasts at least: a frame of the aligner. */
export const SHORTEST = 0.01;

export interface Room {
  /** The earliest and the latest beginning, in seconds. */
  readonly earliest: number;
  readonly latest: number;
  /** The latest end, in seconds. */
  readonly end: number;
}

/** Words of a segment stay in the order of their beginnings; see `core/domain/edit_words.py`. */
export function roomOf({ words, segments, duration }: Transcript, word: number): Room {
  const segment = segments.find(({ words: [first, after] }) => first <= word && word < after);
  const [first, after] = segment?.words ?? [word, word + 1];
  return {
    earliest: word > first ? (words[word - 1]?.start ?? 0) : 0,
    latest: Math.min(word + 1 < after ? (words[word + 1]?.start ?? duration) : duration, duration - SHORTEST),
    end: duration,
  };
}

/** The nearest span that a word may have. */
export function fitted({ earliest, latest, end }: Room, wanted: Span): Span {
  const start = Math.min(Math.max(wanted.start, earliest), latest);
  return { start, end: Math.min(Math.max(wanted.end, start + SHORTEST), end) };
}

/** Moves a word, as one change; nothing where it is there already. */
export function moveWord(editor: Editor, word: number, wanted: Span): void {
  const old = editor.current.words[word];
  if (!old) return;
  const { start, end } = fitted(roomOf(editor.current, word), wanted);
  if (start === old.start && end === old.end) return;
  editor.saving.edit([{ type: "move_word", word, start, end }], t("transcript.notes.time"));
}

/**
 * A transcript as the rows of a page: what one speaker says without another one between, cut into paragraphs that
 * a reader can take in, and the pauses between. The cuts are those of `plugins/formatting/utterances.py`.
 */
import type { Pause, Transcript, Word } from "./document.js";

/** Seconds without a word that end a turn even if the same speaker goes on, where nobody said otherwise. */
const TURN_SILENCE = 3;
/** A paragraph ends at the first segment after so many words. */
const PARAGRAPH = 60;

export interface TurnRow {
  readonly kind: "turn";
  readonly speaker: string | null;
  /** Numbers of its first and last word. */
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
  /** Whether it begins a turn, so that the speaker is named. */
  readonly opens: boolean;
  /** Pauses within, each with the number of the word that follows it. */
  readonly pauses: readonly (readonly [before: number, pause: Pause])[];
  readonly letters: number;
}

export interface PauseRow {
  readonly kind: "pause";
  readonly pause: Pause;
  readonly start: number;
  readonly end: number;
}

export type Row = TurnRow | PauseRow;

interface Paragraph {
  speaker: string | null;
  first: number;
  last: number;
  start: number;
  end: number;
  opens: boolean;
}

export function rowsOf(transcript: Transcript): Row[] {
  const rows: Row[] = [];
  const { pauses, words } = transcript;
  let cursor = 0;
  const put = (pause: Pause): unknown =>
    rows.push({ kind: "pause", pause, start: pause.start, end: pause.end });
  for (const paragraph of paragraphs(transcript)) {
    for (
      let pause = pauses[cursor];
      pause && middle(pause) <= paragraph.start;
      pause = pauses[(cursor += 1)]
    ) {
      put(pause);
    }
    const inside: [number, Pause][] = [];
    let place = paragraph.first;
    for (let pause = pauses[cursor]; pause && middle(pause) < paragraph.end; pause = pauses[(cursor += 1)]) {
      while (place <= paragraph.last && middle(words[place] ?? pause) < middle(pause)) place += 1;
      inside.push([place, pause]);
    }
    rows.push({ kind: "turn", ...paragraph, pauses: inside, letters: lettersOf(words, paragraph) });
  }
  pauses.slice(cursor).forEach(put);
  return rows;
}

/** The number of the turn's row that has a word. */
export function rowOfWord(rows: readonly Row[], word: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const centre = (low + high) >> 1;
    if (firstWordFrom(rows, centre) <= word) low = centre + 1;
    else high = centre;
  }
  for (let index = low - 1; index >= 0; index -= 1) if (rows[index]?.kind === "turn") return index;
  return 0;
}

/** The number of the last row that begins at `time` or before. */
export function rowAt(rows: readonly Row[], time: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const centre = (low + high) >> 1;
    if ((rows[centre]?.start ?? 0) <= time) low = centre + 1;
    else high = centre;
  }
  return Math.max(0, low - 1);
}

function firstWordFrom(rows: readonly Row[], index: number): number {
  for (let at = index; at < rows.length; at += 1) {
    const row = rows[at];
    if (row?.kind === "turn") return row.first;
  }
  return Infinity;
}

function* paragraphs(transcript: Transcript): Generator<Paragraph> {
  let open: Paragraph | undefined;
  for (const segment of transcript.segments) {
    const [begin, after] = segment.words;
    for (let index = begin; index < after; index += 1) {
      const word = transcript.words[index];
      if (!word) continue;
      // What a person decided counts for more than silence and length.
      const told = index === begin ? segment.paragraph : null;
      const near = index > begin || (open !== undefined && word.start - open.end <= TURN_SILENCE);
      const same = open?.speaker === word.speaker && (told === null ? near : !told);
      const full = open && told === null && index === begin && index - open.first >= PARAGRAPH;
      if (open && same && !full) {
        open.last = index;
        open.end = Math.max(open.end, word.end);
        open.start = Math.min(open.start, word.start);
        continue;
      }
      if (open) yield open;
      const { speaker, start, end } = word;
      open = { speaker, first: index, last: index, start, end, opens: !same };
    }
  }
  if (open) yield open;
}

function lettersOf(words: readonly Word[], { first, last }: Paragraph): number {
  let letters = 0;
  for (let index = first; index <= last; index += 1) letters += (words[index]?.text.length ?? 0) + 1;
  return letters;
}

function middle(span: { start: number; end: number }): number {
  return (span.start + span.end) / 2;
}

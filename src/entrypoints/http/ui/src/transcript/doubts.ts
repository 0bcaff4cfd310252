/** Which words deserve a second look, and why. */
import type { Transcript, Word, WordFlag } from "./document.js";

/** Below this confidence a word is in doubt, as in the exported documents. */
export const THRESHOLD = 0.5;

export type Doubt = WordFlag | "unsure" | "guessed_time";

/** The reasons, the most telling first; none for a word that is not in doubt. */
export function doubtsOf(word: Word): Doubt[] {
  const doubts: Doubt[] = [];
  if (word.confidence < THRESHOLD) doubts.push("unsure");
  if (word.flags.length > 0) doubts.push(...word.flags);
  if (word.provenance === "interpolated") doubts.push("guessed_time");
  return doubts;
}

export function isDoubtful(word: Word): boolean {
  return word.confidence < THRESHOLD || word.flags.length > 0 || word.provenance === "interpolated";
}

/** Doubtful words that follow each other with the same doubts: one place to listen to. */
export interface Place {
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
  readonly doubts: readonly Doubt[];
}

/** Longer stretches are parted, so that a place can be heard in a few seconds. */
const LONGEST = 8;

export function placesOf(transcript: Transcript): Place[] {
  const places: Place[] = [];
  let open: { first: number; last: number; start: number; end: number; doubts: Set<Doubt> } | undefined;
  const close = () => {
    if (open) places.push({ ...open, doubts: [...open.doubts] });
    open = undefined;
  };
  transcript.words.forEach((word, index) => {
    if (!isDoubtful(word)) return;
    const doubts = doubtsOf(word);
    const goesOn =
      open?.last === index - 1 &&
      transcript.words[open.last]?.speaker === word.speaker &&
      word.end - open.start <= LONGEST;
    if (!goesOn) close();
    open ??= { first: index, last: index, start: word.start, end: word.end, doubts: new Set() };
    open.last = index;
    open.end = Math.max(open.end, word.end);
    for (const doubt of doubts) open.doubts.add(doubt);
  });
  close();
  return places;
}

/** The first place that begins after a word, or the last one that ends before it; it goes on at the other end. */
export function nextPlace(places: readonly Place[], word: number, direction: 1 | -1): number {
  if (places.length === 0) return -1;
  if (direction > 0) {
    const found = places.findIndex((place) => place.first > word);
    return found < 0 ? 0 : found;
  }
  const found = places.findLastIndex((place) => place.last < word);
  return found < 0 ? places.length - 1 : found;
}

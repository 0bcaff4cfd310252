/** Finding text, over the borders of words, and what words become when it is replaced. */
import type { Transcript } from "./document.js";
import type { Edit } from "./edits.js";
import { between, wordsIn } from "./language.js";
import { rewrite } from "./rewriting.js";

export interface Query {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWords: boolean;
}

/** Where the text was found: words, and the letters of their joined text. */
export interface Match {
  readonly first: number;
  readonly last: number;
  /** Places of the match in the joined text of these words. */
  readonly from: number;
  readonly until: number;
}

/** All places, without overlap, in the order of the words. Text is looked for within one speaker's words. */
export function findAll(transcript: Transcript, query: Query): Match[] {
  const wanted = wordsAsText(query.text);
  if (!wanted) return [];
  const pattern = patternOf(wanted, query);
  const matches: Match[] = [];
  for (const { text, starts, first } of stretches(transcript)) {
    for (const found of text.matchAll(pattern)) {
      const [begin, end] = [found.index, found.index + found[0].length];
      const [from, to] = [placeOf(starts, begin), placeOf(starts, end - 1)];
      const offset = starts[from] ?? 0;
      matches.push({ first: first + from, last: first + to, from: begin - offset, until: end - offset });
    }
  }
  return matches;
}

/** Edits that put `text` in the place of matches; from the last match to the first, so that the numbers hold. */
export function replaceMatches(transcript: Transcript, matches: readonly Match[], text: string): Edit[] {
  // Several matches may lie in one word: they are put together first.
  const groups: Match[][] = [];
  for (const match of matches) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && match.first <= last.last) group.push(match);
    else groups.push([match]);
  }
  return groups.reverse().flatMap((group) => replaceGroup(transcript, group, text));
}

function replaceGroup(transcript: Transcript, group: readonly Match[], text: string): Edit[] {
  const [first, last] = [group[0]?.first ?? 0, group.at(-1)?.last ?? 0];
  const { text: whole, starts } = textOfWords(transcript, first, last);
  let [result, done] = ["", 0];
  for (const match of group) {
    const offset = starts[match.first - first] ?? 0;
    result += whole.slice(done, offset + match.from) + text;
    done = offset + match.until;
  }
  result += whole.slice(done);
  return wordsIn(result, transcript.language).length > 0
    ? rewrite(transcript, first, last, result)
    : rewrite(transcript, first, last, "");
}

function patternOf(wanted: string, { matchCase, wholeWords }: Query): RegExp {
  const escaped = wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const edge = (sign: string) => wholeWords && /[\p{L}\p{N}]/u.test(sign);
  const before = edge(wanted.charAt(0)) ? "(?<![\\p{L}\\p{N}])" : "";
  const after = edge(wanted.charAt(wanted.length - 1)) ? "(?![\\p{L}\\p{N}])" : "";
  return new RegExp(before + escaped + after, matchCase ? "gu" : "giu");
}

function wordsAsText(text: string): string {
  return text.trim().replace(/\s+/gu, " ");
}

interface Stretch {
  text: string;
  /** Where each word begins in the text. */
  starts: number[];
  first: number;
}

function* stretches(transcript: Transcript): Generator<Stretch> {
  const { words } = transcript;
  for (let first = 0; first < words.length;) {
    let after = first + 1;
    while (after < words.length && words[after]?.speaker === words[first]?.speaker) after += 1;
    yield { ...textOfWords(transcript, first, after - 1), first };
    first = after;
  }
}

function textOfWords(
  { words, language }: Transcript,
  first: number,
  last: number,
): { text: string; starts: number[] } {
  const [pieces, starts] = [[] as string[], [] as number[]];
  let length = 0;
  let before = "";
  for (let index = first; index <= last; index += 1) {
    const text = words[index]?.text ?? "";
    const gap = before ? between(before, text, language) : "";
    starts.push(length + gap.length);
    pieces.push(gap, text);
    length += gap.length + text.length;
    before = text;
  }
  return { text: pieces.join(""), starts };
}

function placeOf(starts: readonly number[], position: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const centre = (low + high) >> 1;
    if ((starts[centre] ?? 0) <= position) low = centre + 1;
    else high = centre;
  }
  return Math.max(0, low - 1);
}

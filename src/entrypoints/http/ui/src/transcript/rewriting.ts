/** From the text that somebody leaves in a paragraph to the smallest edits: what did not change keeps its times. */
import type { Transcript } from "./document.js";
import type { Edit } from "./edits.js";
import { joined, wordsIn } from "./language.js";

/** Words `from` (included) to `until` (excluded) of the old ones become `texts`. */
interface Change {
  from: number;
  until: number;
  texts: string[];
}

/**
 * Edits that make words `first` to `last` (both included) read as `text`. They are ordered from the end to the
 * beginning, so that the numbers in each hold although those before it changed the count.
 */
export function rewrite(transcript: Transcript, first: number, last: number, text: string): Edit[] {
  const old = transcript.words.slice(first, last + 1).map((word) => word.text);
  const fresh = wordsIn(text, transcript.language);
  return differences(old, fresh)
    .flatMap((change) => editsOf(transcript, first, change))
    .reverse();
}

/** Where two lists of words differ, by their longest common subsequence; neighbouring differences are one. */
export function differences(old: readonly string[], fresh: readonly string[]): Change[] {
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head += 1;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < fresh.length - head &&
    old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]
  ) {
    tail += 1;
  }
  const before = old.slice(head, old.length - tail);
  const after = fresh.slice(head, fresh.length - tail);
  return middle(before, after).map((change) => ({
    ...change,
    from: change.from + head,
    until: change.until + head,
  }));
}

/** Beyond so many pairs of words to compare, all of the middle counts as changed. */
const COMPARABLE = 4_000_000;

function middle(old: readonly string[], fresh: readonly string[]): Change[] {
  if (old.length * fresh.length > COMPARABLE) return [{ from: 0, until: old.length, texts: [...fresh] }];
  const lengths = commonLengths(old, fresh);
  const at = (i: number, j: number): number => lengths[i * (fresh.length + 1) + j] ?? 0;
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      [i, j] = [i + 1, j + 1];
      continue;
    }
    const change: Change = { from: i, until: i, texts: [] };
    while (
      (i < old.length || j < fresh.length) &&
      !(i < old.length && j < fresh.length && old[i] === fresh[j])
    ) {
      if (j >= fresh.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) i += 1;
      else change.texts.push(fresh[j++] ?? "");
    }
    changes.push({ ...change, until: i });
  }
  return changes;
}

function commonLengths(old: readonly string[], fresh: readonly string[]): Uint16Array {
  const width = fresh.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        old[i] === fresh[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  return lengths;
}

/** An edit changes words of one segment: the first one takes the new words, the others lose theirs. */
function editsOf(transcript: Transcript, first: number, change: Change): Edit[] {
  const { language } = transcript;
  const [from, until] = [first + change.from, first + change.until];
  if (from === until) return [insertion(first, change, language)];
  if (change.texts.length === 0) return [{ type: "delete_words", first: from, last: until - 1 }];
  const touched = transcript.segments
    .map((segment) => [Math.max(segment.words[0], from), Math.min(segment.words[1], until)] as const)
    .filter(([begin, end]) => begin < end);
  const whole = change.texts.length === until - from;
  let given = 0;
  return touched.map(([begin, end], index) => {
    const count = whole ? end - begin : index === 0 ? change.texts.length : 0;
    const text = joined(change.texts.slice(given, given + count), language);
    given += count;
    if (count === 0) return { type: "delete_words", first: begin, last: end - 1 };
    return { type: "replace_words", first: begin, last: end - 1, text };
  });
}

function insertion(first: number, { from, texts }: Change, language: string): Edit {
  const text = joined(texts, language);
  if (from > 0) return { type: "insert_words", text, after: first + from - 1 };
  return { type: "insert_words", text, before: first };
}

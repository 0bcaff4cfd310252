/** Paragraphs that a person begins or joins; `core/domain/edit_paragraphs.py` is what these follow. */
import type { Segment, Transcript, Word } from "./document.js";
import { joined } from "./language.js";

/** With a paragraph, and a segment, that begins with a word. */
export function begun(transcript: Transcript, word: number): Transcript {
  const index = segmentOf(transcript, word);
  const whole = transcript.segments[index];
  if (!whole) return transcript;
  const [first, after] = whole.words;
  if (word === first) return said(transcript, index, true);
  const { words, segments } = transcript;
  const begin = part(transcript, whole, words.slice(first, word));
  const rest = part(transcript, whole, words.slice(word, after));
  const parts: Segment[] = [
    { ...begin, start: whole.start, words: [first, word] },
    { ...rest, end: Math.max(rest.start, whole.end), words: [word, after], paragraph: true },
  ];
  return inOrder({ ...transcript, segments: segments.toSpliced(index, 1, ...parts) });
}

/** With the paragraph that begins with a word made one with the same speaker's before it. */
export function joinedBefore(transcript: Transcript, word: number): Transcript {
  const index = segmentOf(transcript, word);
  return transcript.segments[index]?.words[0] === word ? said(transcript, index, false) : transcript;
}

/** What is left of segments; a paragraph of which the first one is gone begins with the next one. */
export function withoutGone(old: readonly Segment[], fresh: readonly (Segment | null)[]): Segment[] {
  let headless: Segment | null = null;
  return fresh.flatMap((segment, index) => {
    const before = old[index];
    if (!segment) {
      if (before?.paragraph) headless = before;
      return [];
    }
    const begins = headless !== null && segment.paragraph === null && segment.speaker === headless.speaker;
    headless = null;
    return [begins ? { ...segment, paragraph: true } : segment];
  });
}

/** Whether the same words begin paragraphs, or go on with one, by somebody's decision. */
export function sameParagraphs(one: Transcript, other: Transcript): boolean {
  const marks = ({ segments }: Transcript) =>
    segments.flatMap(({ words: [first], paragraph }) => (paragraph === null ? [] : `${first} ${paragraph}`));
  return marks(one).join() === marks(other).join();
}

function segmentOf({ segments }: Transcript, word: number): number {
  return segments.findIndex(({ words: [first, after] }) => first <= word && word < after);
}

function said(transcript: Transcript, index: number, paragraph: boolean): Transcript {
  const segments = transcript.segments.map((each, at) => (at === index ? { ...each, paragraph } : each));
  return { ...transcript, segments };
}

function part({ language }: Transcript, whole: Segment, words: readonly Word[]): Segment {
  const text = joined(
    words.map((word) => word.text),
    language,
  );
  const ends = words.map((word) => word.end);
  return { ...whole, text, start: words[0]?.start ?? whole.start, end: Math.max(...ends) };
}

/** With segments in the order of their beginnings, and the words with them, as the server keeps them. */
function inOrder(transcript: Transcript): Transcript {
  const { segments, words } = transcript;
  const sorted = segments.toSorted((a, b) => a.start - b.start || a.end - b.end);
  if (sorted.every((segment, index) => segment === segments[index])) return transcript;
  let count = 0;
  return {
    ...transcript,
    words: sorted.flatMap(({ words: [first, after] }) => words.slice(first, after)),
    segments: sorted.map((segment) => {
      const [first, after] = segment.words;
      count += after - first;
      return { ...segment, words: [count - (after - first), count] as const };
    }),
  };
}

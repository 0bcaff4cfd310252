/** Transcripts for tests: a word every half second, a second of silence between segments. */
import type { Segment, Transcript, Word } from "./document.js";

export function transcriptOf(parts: readonly (readonly [speaker: string, text: string])[]): Transcript {
  const words: Word[] = [];
  const segments: Segment[] = [];
  let clock = 0;
  for (const [speaker, text] of parts) {
    const [first, begin] = [words.length, clock];
    for (const each of text.split(" ")) {
      words.push({
        text: each,
        start: clock,
        end: clock + 0.4,
        confidence: 0.9,
        provenance: "aligned",
        speaker,
        flags: [],
      });
      clock += 0.5;
    }
    segments.push({
      text,
      speaker,
      start: begin,
      end: clock - 0.1,
      words: [first, words.length],
      paragraph: null,
    });
    clock += 1;
  }
  const speakers = [...new Set(parts.map(([speaker]) => speaker))].map((id) => ({ id, name: null }));
  const turns = segments.map(({ start, end, speaker }) => ({ start, end, speaker: speaker ?? "" }));
  return { language: "en", duration: clock, speakers, words, segments, turns, pauses: [], overlaps: [] };
}

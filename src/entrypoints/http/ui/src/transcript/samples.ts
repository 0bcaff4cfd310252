/** Stretches in which a speaker can be heard alone. */
import type { Span, Transcript } from "./document.js";

const COUNT = 3;
const LENGTH = 6;

/** Seconds that a speaker talks. */
export function talkOf(transcript: Transcript, speaker: string): number {
  return transcript.turns.reduce(
    (sum, turn) => sum + (turn.speaker === speaker ? turn.end - turn.start : 0),
    0,
  );
}

/** Up to three stretches of the speaker's longest turns, without overlap where there are such, in order of time. */
export function samplesOf(transcript: Transcript, speaker: string): Span[] {
  const own = transcript.turns.filter((turn) => turn.speaker === speaker);
  const alone = own.filter(
    (turn) => !transcript.overlaps.some((overlap) => overlap.start < turn.end && turn.start < overlap.end),
  );
  return (alone.length > 0 ? alone : own)
    .slice()
    .sort((a, b) => b.end - b.start - (a.end - a.start))
    .slice(0, COUNT)
    .map(({ start, end }) => ({ start, end: Math.min(end, start + LENGTH) }))
    .sort((a, b) => a.start - b.start);
}

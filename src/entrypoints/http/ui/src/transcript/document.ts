/** The canonical JSON document as the API sends it, version 1; see docs/formats.md. Times are in seconds. */

export type Provenance = "aligned" | "wildcard" | "interpolated" | "attention" | "trimmed" | "edited";
export type WordFlag = "outside_turns" | "overlapped" | "uncertain_speaker" | "suspect_text" | "overlong";
export type PauseKind = "micropause" | "pause" | "gap" | "lapse" | "latch";

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Word extends Span {
  readonly text: string;
  readonly confidence: number;
  readonly provenance: Provenance;
  readonly speaker: string | null;
  readonly flags: readonly WordFlag[];
}

export interface Segment extends Span {
  readonly text: string;
  readonly speaker: string | null;
  /** Number of its first word, and the number after its last one. */
  readonly words: readonly [number, number];
  /** What a person says of its beginning where its speaker was speaking already: whether a paragraph begins there. */
  readonly paragraph: boolean | null;
}

export interface Turn extends Span {
  readonly speaker: string;
}

export interface Pause extends Span {
  readonly kind: PauseKind;
  readonly speaker: string | null;
  readonly next_speaker: string | null;
  readonly tolerance: number;
}

export interface Overlap extends Span {
  readonly speakers: readonly string[];
}

export interface Speaker {
  readonly id: string;
  readonly name: string | null;
}

export interface Transcript {
  readonly language: string;
  readonly duration: number;
  readonly speakers: readonly Speaker[];
  readonly words: readonly Word[];
  readonly segments: readonly Segment[];
  readonly turns: readonly Turn[];
  readonly pauses: readonly Pause[];
  readonly overlaps: readonly Overlap[];
}

/** What to call a speaker; an empty text where nobody was told apart. */
export function labelOf(transcript: Transcript, speaker: string | null): string {
  if (speaker === null) return "";
  return transcript.speakers.find((each) => each.id === speaker)?.name ?? speaker;
}

const COLOURS = 8;

/** Which of the speakers' colours a speaker has: by their place in the list, so it stays when they are renamed. */
export function colourOf(transcript: Transcript, speaker: string | null): number {
  const place = transcript.speakers.findIndex((each) => each.id === speaker);
  return place < 0 ? COLOURS - 1 : place % COLOURS;
}

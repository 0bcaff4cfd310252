/** Who talks when, under the waveform: a lane a speaker, overlap hatched, pauses with their length. */
import { language } from "../shared/texts.js";
import { SPEAKER_COLOURS, colours, sharp } from "./colours.js";
import { type Pause, type Transcript, colourOf } from "./document.js";
import { isDoubtful } from "./doubts.js";
import { within } from "./seen.js";
import { tenths } from "./times.js";

const LANE = 7;
const GAP = 2;
const TOP = 16;

export interface Window {
  /** Seconds at the left edge. */
  readonly start: number;
  readonly pixelsPerSecond: number;
}

/** Pixels that the lanes of a transcript need. */
export function lanesHeight(transcript: Transcript): number {
  return TOP + Math.max(1, Math.min(transcript.speakers.length, 8)) * (LANE + GAP) + 2;
}

export function drawLanes(
  canvas: HTMLCanvasElement,
  transcript: Transcript,
  { start, pixelsPerSecond }: Window,
): void {
  const drawing = sharp(canvas);
  if (!drawing) return;
  const { context, width, height } = drawing;
  const end = start + width / pixelsPerSecond;
  const x = (time: number) => (time - start) * pixelsPerSecond;
  const { soft, doubt } = colours({ soft: "--soft", doubt: "--doubt" });
  const fills = colours(Object.fromEntries(SPEAKER_COLOURS.map((name) => [name, name])));
  const lanes = new Map(
    transcript.speakers.map((speaker, index) => [speaker.id, TOP + (index % 8) * (LANE + GAP)]),
  );

  for (const turn of within(transcript.turns, start, end)) {
    context.fillStyle = fills[`--speaker-${colourOf(transcript, turn.speaker)}`] ?? soft;
    const left = x(turn.start);
    context.beginPath();
    context.roundRect(left, lanes.get(turn.speaker) ?? TOP, Math.max(1.5, x(turn.end) - left), LANE, 2);
    context.fill();
  }
  context.strokeStyle = doubt;
  context.lineWidth = 1;
  for (const overlap of within(transcript.overlaps, start, end))
    hatch(context, x(overlap.start), x(overlap.end), TOP - 2, height - 2);
  context.fillStyle = doubt;
  for (const word of within(transcript.words, start, end)) {
    if (isDoubtful(word)) context.fillRect(x(word.start), 0, Math.max(2, x(word.end) - x(word.start) - 1), 2);
  }
  drawPauses(context, within(transcript.pauses, start, end), soft, x);
}

function drawPauses(
  context: CanvasRenderingContext2D,
  pauses: readonly Pause[],
  colour: string,
  x: (time: number) => number,
): void {
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.font = "11px system-ui, sans-serif";
  context.textAlign = "center";
  for (const pause of pauses) {
    if (pause.kind === "latch") continue;
    const [left, right] = [x(pause.start), x(pause.end)];
    context.beginPath();
    context.moveTo(left + 0.5, 6);
    context.lineTo(left + 0.5, TOP - 3);
    context.moveTo(right - 0.5, 6);
    context.lineTo(right - 0.5, TOP - 3);
    context.moveTo(left, TOP - 5.5);
    context.lineTo(right, TOP - 5.5);
    context.globalAlpha = 0.55;
    context.stroke();
    context.globalAlpha = 1;
    if (right - left < 30) continue;
    const label = tenths(pause.end - pause.start, language);
    const size = context.measureText(label).width + 6;
    context.clearRect((left + right - size) / 2, 3, size, TOP - 4);
    context.fillText(label, (left + right) / 2, TOP - 4);
  }
}

function hatch(
  context: CanvasRenderingContext2D,
  left: number,
  right: number,
  top: number,
  bottom: number,
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  context.beginPath();
  for (let at = left - (bottom - top); at < right; at += 5) {
    context.moveTo(at, bottom);
    context.lineTo(at + (bottom - top), top);
  }
  context.stroke();
  context.restore();
}

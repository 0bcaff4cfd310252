/** The whole recording in one strip: who talks, where the uncertain places are, what is on the page, what plays. */
import { SPEAKER_COLOURS, colours, sharp } from "./colours.js";
import { type Transcript, colourOf } from "./document.js";
import type { Place } from "./doubts.js";

const MARKS = 5;

export function drawOverview(
  canvas: HTMLCanvasElement,
  transcript: Transcript,
  places: readonly Place[],
): void {
  const drawing = sharp(canvas);
  if (!drawing || transcript.duration === 0) return;
  const { context, width, height } = drawing;
  const x = (time: number) => (time / transcript.duration) * width;
  const fills = colours(Object.fromEntries(SPEAKER_COLOURS.map((name) => [name, name])));
  const { doubt } = colours({ doubt: "--doubt" });
  const lanes = Math.max(1, Math.min(transcript.speakers.length, 4));
  const lane = (height - MARKS - 1) / lanes;
  const order = new Map(transcript.speakers.map((speaker, index) => [speaker.id, index % lanes]));
  for (const turn of transcript.turns) {
    context.fillStyle = fills[`--speaker-${colourOf(transcript, turn.speaker)}`] ?? doubt;
    const top = MARKS + 1 + (order.get(turn.speaker) ?? 0) * lane;
    context.fillRect(x(turn.start), top, Math.max(0.75, x(turn.end) - x(turn.start)), lane - 1);
  }
  context.fillStyle = doubt;
  for (const place of places)
    context.fillRect(x(place.start), 0, Math.max(1, x(place.end) - x(place.start)), MARKS - 1);
}

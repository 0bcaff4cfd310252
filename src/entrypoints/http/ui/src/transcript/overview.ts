/**
 * The whole recording in one strip: a lane for every speaker, and where the uncertain places are. A pixel of a long
 * recording is many seconds, so a lane is the darker the more of them the speaker talks, and the marks of uncertain
 * places are the higher the more of them there are. Times stand below.
 */
import { SPEAKER_COLOURS, colours, sharp } from "./colours.js";
import { type Transcript, type Turn, colourOf } from "./document.js";
import type { Place } from "./doubts.js";
import { axisTimes } from "./axis.js";
import { sharesOf } from "./shares.js";
import { clock } from "./times.js";

/** Pixels of the marks above the lanes. */
const MARKS = 8;
/** Pixels of the times below the lanes. */
const AXIS = 13;
const LANES = 8;
/** What is there at all is seen: the faintest of a lane, and the lowest of a mark. */
const FAINTEST = 0.3;
const LOWEST = 2;

export function drawOverview(
  canvas: HTMLCanvasElement,
  transcript: Transcript,
  places: readonly Place[],
): void {
  const drawing = sharp(canvas);
  const { duration, speakers, turns } = transcript;
  if (!drawing || duration === 0) return;
  const { context, width, height } = drawing;
  const columns = Math.ceil(width);
  const fills = colours(Object.fromEntries(SPEAKER_COLOURS.map((name) => [name, name])));
  const { doubt, soft, line } = colours({ doubt: "--doubt", soft: "--soft", line: "--line-strong" });
  const lanes = Math.max(1, Math.min(speakers.length, LANES));
  const lane = (height - MARKS - 1 - AXIS) / lanes;
  for (const [speaker, own] of bySpeaker(turns)) {
    const number = speakers.findIndex((each) => each.id === speaker) % lanes;
    context.fillStyle = fills[`--speaker-${colourOf(transcript, speaker)}`] ?? doubt;
    const top = MARKS + 1 + Math.max(0, number) * lane;
    sharesOf(own, duration, columns).forEach((share, column) => {
      if (share === 0) return;
      context.globalAlpha = FAINTEST + (1 - FAINTEST) * share;
      context.fillRect(column, top, 1, Math.max(1, lane - 1));
    });
  }
  context.globalAlpha = 1;
  context.fillStyle = doubt;
  sharesOf(places, duration, columns).forEach((share, column) => {
    if (share === 0) return;
    const tall = LOWEST + (MARKS - 1 - LOWEST) * share;
    context.fillRect(column, MARKS - tall, 1, tall);
  });
  drawAxis(context, { width, height, duration }, { soft, line });
}

function drawAxis(
  context: CanvasRenderingContext2D,
  { width, height, duration }: { width: number; height: number; duration: number },
  { soft, line }: { soft: string; line: string },
): void {
  context.font = "11px system-ui, sans-serif";
  context.textBaseline = "alphabetic";
  for (const time of axisTimes(duration, width)) {
    const x = Math.round((time / duration) * width);
    context.fillStyle = line;
    context.fillRect(x, height - AXIS + 1, 1, AXIS - 1);
    context.fillStyle = soft;
    context.fillText(clock(time), x + 4, height - 2);
  }
}

function bySpeaker(turns: readonly Turn[]): Map<string, Turn[]> {
  const groups = new Map<string, Turn[]>();
  for (const turn of turns) {
    const group = groups.get(turn.speaker);
    if (group) group.push(turn);
    else groups.set(turn.speaker, [turn]);
  }
  return groups;
}

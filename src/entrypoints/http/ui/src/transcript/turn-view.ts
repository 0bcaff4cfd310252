/** The element of a row: a paragraph of one speaker with its words and pauses, or a pause between turns. */
import { language as pageLanguage, t } from "../shared/texts.js";
import { type Pause, type Transcript, type Word, colourOf, labelOf } from "./document.js";
import { isDoubtful } from "./doubts.js";
import { between } from "./language.js";
import type { PauseRow, Row, TurnRow } from "./rows.js";
import { clock, tenths } from "./times.js";

/** Pixels for a second of silence: a reader sees how long it was; beyond the longest it says so only. */
const PIXELS = 24;
const LONGEST = 12;

export interface Place {
  readonly number: number;
  readonly count: number;
}

export function renderRow(transcript: Transcript, row: Row, place: Place): HTMLElement {
  const element = row.kind === "turn" ? renderTurn(transcript, row) : renderPauseRow(row);
  element.setAttribute("role", "listitem");
  putAt(element, place);
  return element;
}

/** Everything that the element of a row shows, as a text to compare; numbers of rows and words are left out. */
export function looksOf(transcript: Transcript, row: Row): string {
  if (row.kind === "pause") return `${row.pause.kind} ${row.start} ${row.end}`;
  const { first, last, speaker, opens, start } = row;
  const words = transcript.words.slice(first, last + 1).map((word) => `${markClass(word)} ${word.text}`);
  const pauses = row.pauses.map(
    ([before, pause]) => `${before - first} ${pause.kind} ${pause.start} ${pause.end}`,
  );
  const who = opens ? labelOf(transcript, speaker) : "";
  return [colourOf(transcript, speaker), opens, who, clock(start), ...words, "", ...pauses].join("\n");
}

/** Makes the element of a row that looks the same the element of this one. */
export function renumber(element: HTMLElement, row: Row, place: Place): void {
  putAt(element, place);
  if (row.kind !== "turn") return;
  element.querySelectorAll<HTMLElement>(".w").forEach((mark, index) => {
    mark.dataset.w = String(row.first + index);
  });
}

function putAt(element: HTMLElement, { number, count }: Place): void {
  element.setAttribute("aria-setsize", String(count));
  element.setAttribute("aria-posinset", String(number + 1));
  element.dataset.row = String(number);
}

/** The words of a paragraph as their elements and the spaces and pauses between, as they are to be read. */
export function fillSaid(said: HTMLElement, transcript: Transcript, row: TurnRow): void {
  const { words, language } = transcript;
  const pieces: (Node | string)[] = [];
  let [before, next] = ["", 0];
  for (let index = row.first; index <= row.last; index += 1) {
    const word = words[index];
    if (!word) continue;
    if (before) pieces.push(between(before, word.text, language));
    for (let pause = row.pauses[next]; pause && pause[0] <= index; pause = row.pauses[(next += 1)]) {
      pieces.push(pauseMark(pause[1]), " ");
    }
    pieces.push(wordMark(word, index));
    before = word.text;
  }
  for (const [, pause] of row.pauses.slice(next)) pieces.push(" ", pauseMark(pause));
  said.replaceChildren(...pieces);
}

function renderTurn(transcript: Transcript, row: TurnRow): HTMLElement {
  const element = make(
    "div",
    `turn speaker-${colourOf(transcript, row.speaker)}${row.opens ? " opens" : ""}`,
  );
  const side = make("div", "side");
  if (row.opens) {
    const who = make(
      "button",
      "who quiet",
      labelOf(transcript, row.speaker) || t("transcript.speaker.nobody"),
    );
    who.tabIndex = -1;
    who.dataset.act = "speaker";
    side.append(who);
  }
  const at = make("button", "at quiet", clock(row.start));
  at.tabIndex = -1;
  at.dataset.act = "play";
  at.setAttribute("aria-label", t("transcript.play_from", { time: clock(row.start) }));
  side.append(at);
  const said = make("div", "said");
  said.lang = transcript.language;
  said.dir = "auto";
  fillSaid(said, transcript, row);
  element.append(side, said);
  return element;
}

function wordMark(word: Word, index: number): HTMLElement {
  const mark = make("span", markClass(word), word.text);
  mark.dataset.w = String(index);
  return mark;
}

function markClass(word: Word): string {
  if (!isDoubtful(word)) return "w";
  const guess = word.provenance === "interpolated" ? " guess" : "";
  const unsure = word.confidence < 0.5 || word.flags.length > 0 ? " unsure" : "";
  return `w${unsure}${guess}`;
}

function pauseMark(pause: Pause): HTMLElement {
  const { seconds, text } = pauseText(pause);
  const mark = make("span", `pause ${pause.kind}`, text);
  mark.dataset.pause = `${pause.start} ${pause.end}`;
  if (pause.kind !== "latch") mark.style.setProperty("--length", `${Math.min(seconds, LONGEST) * PIXELS}px`);
  return mark;
}

function renderPauseRow({ pause }: PauseRow): HTMLElement {
  const { seconds, text } = pauseText(pause);
  const element = make("div", `between ${pause.kind}`);
  const mark = make("span", "pause", "");
  mark.dataset.pause = `${pause.start} ${pause.end}`;
  const bar = make("span", `bar${seconds > LONGEST ? " cut" : ""}`);
  bar.style.setProperty("--length", `${Math.min(seconds, LONGEST) * PIXELS}px`);
  mark.append(bar, `${t(`transcript.pauses.${pause.kind}`)} ${text}`);
  element.append(make("div", "side"), mark);
  return element;
}

function pauseText(pause: Pause): { seconds: number; text: string } {
  const seconds = pause.end - pause.start;
  if (pause.kind === "latch") return { seconds, text: "=" };
  return { seconds, text: `(${seconds < 0.2 ? "." : tenths(seconds, pageLanguage)})` };
}

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = name;
  if (tag === "button") element.setAttribute("type", "button");
  if (text) element.textContent = text;
  return element;
}

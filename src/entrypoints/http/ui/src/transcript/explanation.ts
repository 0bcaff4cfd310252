/** What is known of a word or a pause, in sentences for people. */
import { language, t } from "../shared/texts.js";
import { type Pause, type Transcript, type Word, labelOf } from "./document.js";
import { type Doubt, doubtsOf } from "./doubts.js";
import { exactClock } from "./times.js";

export interface Explanation {
  readonly title: string;
  readonly times: string;
  readonly reasons: readonly string[];
}

export function explainWord(transcript: Transcript, word: Word): Explanation {
  const doubts = doubtsOf(word);
  const reasons = doubts.map((doubt) => explainDoubt(doubt, word));
  if (!doubts.includes("guessed_time")) reasons.push(t(`transcript.provenance.${word.provenance}`));
  if (!doubts.includes("unsure"))
    reasons.push(t("transcript.confidence", { percent: percent(word.confidence) }));
  const who = labelOf(transcript, word.speaker);
  return {
    title: who ? `${word.text} — ${who}` : word.text,
    times: t("transcript.from_to", { from: exactClock(word.start), to: exactClock(word.end) }),
    reasons,
  };
}

export function explainDoubt(doubt: Doubt, word: Word): string {
  if (doubt === "unsure") return t("transcript.doubts.unsure", { percent: percent(word.confidence) });
  return t(`transcript.doubts.${doubt}`);
}

export function explainPause(pause: Pause): Explanation {
  const number = (value: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(value);
  const reasons = [t(`transcript.pause_kinds.${pause.kind}`)];
  reasons.push(t("transcript.tolerance", { tolerance: number(pause.tolerance) }));
  return {
    title: t("transcript.pause_of", {
      kind: t(`transcript.pauses.${pause.kind}`),
      seconds: number(pause.end - pause.start),
    }),
    times: t("transcript.from_to", { from: exactClock(pause.start), to: exactClock(pause.end) }),
    reasons,
  };
}

function percent(share: number): string {
  return new Intl.NumberFormat(language, { style: "percent" }).format(share);
}

/** Marks what was found, without touching the words: the browser paints highlights over ranges of text. */
import type { Match } from "./finding.js";

const ALL = "found";
const ONE = "found-here";
/** Rows come and go with scrolling, so the marks are laid anew after it. */
let paint: () => void = () => undefined;
let listening = false;

export function showMatches(matches: readonly Match[], current: number): void {
  if (!("highlights" in CSS)) return;
  paint = () => {
    CSS.highlights.delete(ALL);
    CSS.highlights.delete(ONE);
    if (matches.length === 0) return;
    const byWord = new Map(matches.map((match, index) => [match.first, index]));
    const [all, one] = [new Highlight(), new Highlight()];
    for (const word of document.querySelectorAll<HTMLElement>(".transcript .w")) {
      const index = byWord.get(Number(word.dataset.w));
      const match = index === undefined ? undefined : matches[index];
      const range = match && rangeOf(word, match);
      if (range) (index === current ? one : all).add(range);
    }
    CSS.highlights.set(ALL, all);
    CSS.highlights.set(ONE, one);
  };
  requestAnimationFrame(() => paint());
  if (listening) return;
  listening = true;
  addEventListener("scroll", () => requestAnimationFrame(() => paint()), { passive: true });
}

function rangeOf(word: HTMLElement, match: Match): Range | null {
  const last = word.parentElement?.querySelector<HTMLElement>(`[data-w="${match.last}"]`);
  const [start, end] = [word.firstChild, last?.firstChild];
  if (!start || !end) return null;
  const range = new Range();
  range.setStart(start, Math.min(match.from, start.textContent?.length ?? 0));
  if (match.first === match.last) range.setEnd(end, Math.min(match.until, end.textContent?.length ?? 0));
  else range.setEndAfter(end);
  return range;
}

/** How much of each of many equal stretches of a recording some spans cover: what a pixel of hours has to show. */
import type { Span } from "./document.js";

/** Shares from 0 to 1, one a stretch; spans may overlap and count once together at most. */
export function sharesOf(spans: Iterable<Span>, duration: number, stretches: number): Float32Array {
  const shares = new Float32Array(stretches);
  const scale = stretches / duration;
  for (const { start, end } of spans) {
    const [from, until] = [Math.max(0, start * scale), Math.min(stretches, end * scale)];
    for (let at = Math.floor(from); at < until; at += 1) {
      const covered = Math.min(until, at + 1) - Math.max(from, at);
      shares[at] = Math.min(1, (shares[at] ?? 0) + covered);
    }
  }
  return shares;
}

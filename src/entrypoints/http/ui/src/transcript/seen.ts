/** What of many spans can be seen in a stretch of time, without going through all of them. */
import type { Span } from "./document.js";

class Order<T extends Span> {
  readonly #sorted: readonly T[];
  /** The latest end of each span and all before it, which is sorted although ends are not. */
  readonly #ends: Float64Array;

  constructor(spans: readonly T[]) {
    const unsorted = spans.some((span, index) => span.start < (spans[index - 1]?.start ?? 0));
    this.#sorted = unsorted ? spans.toSorted((a, b) => a.start - b.start) : spans;
    let latest = 0;
    this.#ends = Float64Array.from(this.#sorted, ({ end }) => (latest = Math.max(latest, end)));
  }

  within(start: number, end: number): T[] {
    let [low, high] = [0, this.#ends.length];
    while (low < high) {
      const centre = (low + high) >> 1;
      if ((this.#ends[centre] ?? 0) > start) high = centre;
      else low = centre + 1;
    }
    const found: T[] = [];
    for (let span = this.#sorted[low]; span && span.start < end; span = this.#sorted[(low += 1)])
      if (span.end > start) found.push(span);
    return found;
  }
}

// A list of a transcript never changes, so it is put in order once, however often it is drawn.
const orders = new WeakMap<readonly Span[], Order<Span>>();

/** Those of some spans that share time with the stretch from `start` to `end`, by their beginnings. */
export function within<T extends Span>(spans: readonly T[], start: number, end: number): T[] {
  let order = orders.get(spans) as Order<T> | undefined;
  if (!order) orders.set(spans, (order = new Order(spans)));
  return order.within(start, end);
}

/**
 * Shows those of many rows that are near the window, in the window's own scrolling. Rows stand in the ordinary flow;
 * what is not there is padding. Heights are estimated until a row was shown once.
 */
import { Offsets } from "./offsets.js";

/** Pixels beyond the window, above and below, in which rows are there already. */
const AHEAD = 700;
/** The same where everything is new, as when one drags the scroll bar: the rest follows when there is time. */
const AHEAD_OF_JUMP = 60;

export interface RowSource {
  readonly count: number;
  /** A rough height, before the row was ever shown. */
  estimate(row: number): number;
  /** What stays the same while a row looks the same: its height is kept under this name. */
  key(row: number): string;
  render(row: number): HTMLElement;
  /** Everything that the element of a row shows: rows that show the same may take each other's element. */
  looks(row: number): string;
  /** Makes the element of a row that looked the same that of `row`. */
  adopt(row: number, element: HTMLElement): void;
  /** Called before a row is taken away. */
  leave?(row: number, element: HTMLElement): void;
}

export class RowList {
  readonly #list: HTMLElement;
  readonly #source: RowSource;
  readonly #heights = new Map<string, number>();
  readonly #shown = new Map<number, HTMLElement>();
  readonly #looks = new WeakMap<HTMLElement, string>();
  #offsets = new Offsets([]);
  #waiting = false;
  #later = 0;
  #width = 0;
  #onShown: () => void = () => undefined;

  constructor(list: HTMLElement, source: RowSource) {
    this.#list = list;
    this.#source = source;
    addEventListener("scroll", () => this.#soon(), { passive: true });
    new ResizeObserver(() => this.#resized()).observe(list);
  }

  set onShown(callback: () => void) {
    this.#onShown = callback;
  }

  /** The rows that are there. */
  get shown(): ReadonlyMap<number, HTMLElement> {
    return this.#shown;
  }

  /** Takes all rows anew from the source. Elements of rows that look as before stay: a pointer may be on them. */
  reset(): void {
    const { count } = this.#source;
    const heights = new Float64Array(count);
    for (let row = 0; row < count; row += 1) {
      heights[row] = this.#heights.get(this.#source.key(row)) ?? this.#source.estimate(row);
    }
    this.#offsets = new Offsets(heights);
    const before = [...this.#shown].sort(([one], [other]) => one - other).map(([, element]) => element);
    for (const [row, element] of this.#shown) this.#source.leave?.(row, element);
    this.#shown.clear();
    this.update(before);
  }

  /** Makes one row anew where it is there. */
  refresh(row: number): void {
    const old = this.#shown.get(row);
    if (!old) return;
    const fresh = this.#made(row);
    old.replaceWith(fresh);
    this.#shown.set(row, fresh);
    this.#measure([row]);
  }

  /** The first and last row of which anything is to be seen between `top` and `bottom` pixels of the window's edges. */
  visible(top = 0, bottom = 0): [number, number] {
    const offset = this.#offset();
    return [this.#offsets.at(offset + top), this.#offsets.at(offset + innerHeight - bottom)];
  }

  /** Scrolls so that a row begins `from` pixels below the window's top. */
  show(row: number, from: number): void {
    // The rows around become known by being shown, and then the place is exact.
    for (let round = 0; round < 3; round += 1) {
      const goal = this.#listTop() + this.#offsets.before(row) - from;
      if (Math.abs(scrollY - goal) < 1) return;
      scrollTo({ top: goal, behavior: "instant" });
      this.update();
    }
  }

  /** Where a row is in the window, in pixels from its top: begin and end. */
  place(row: number): [number, number] {
    const begin = this.#offsets.before(row) - this.#offset();
    return [begin, begin + this.#offsets.height(row)];
  }

  update(before: readonly HTMLElement[] = []): void {
    this.#waiting = false;
    const offset = this.#offset();
    const [first, last] = this.#wanted(offset, before.length > 0);
    const anchor = this.#offsets.at(Math.max(0, offset));
    const begin = this.#offsets.before(anchor);
    for (const row of [...this.#shown.keys()]) if (row < first || row > last) this.#remove(row);
    const fresh = this.#insert(first, last, this.#kept(first, last, before));
    this.#pad(first, last);
    if (fresh.length > 0 || before.length > 0) {
      this.#measure(before.length > 0 ? [...this.#shown.keys()] : fresh);
      this.#pad(first, last);
      const moved = this.#offsets.before(anchor) - begin;
      if (moved !== 0 && offset > 0) scrollBy({ top: moved, behavior: "instant" });
    }
    this.#onShown();
  }

  /** The first and last row that are to be there. */
  #wanted(offset: number, whole: boolean): [number, number] {
    const around = (ahead: number): [number, number] => [
      this.#offsets.at(offset - ahead),
      Math.min(this.#offsets.at(offset + innerHeight + ahead), this.#source.count - 1),
    ];
    cancelAnimationFrame(this.#later);
    whole ||= this.#shown.size === 0;
    const [first, last] = around(0);
    for (let row = first; row <= last && !whole; row += 1) whole = this.#shown.has(row);
    if (whole) return around(AHEAD);
    this.#later = requestAnimationFrame(() => this.#soon());
    return around(AHEAD_OF_JUMP);
  }

  /** Elements for rows that look as they did before; the others are taken away. */
  #kept(first: number, last: number, before: readonly HTMLElement[]): Map<number, HTMLElement> {
    const kept = new Map<number, HTMLElement>();
    if (before.length === 0) return kept;
    const wanted = Array.from({ length: last - first + 1 }, (_, at) => this.#source.looks(first + at));
    let next = first;
    for (const element of before) {
      const row = first + wanted.indexOf(this.#looks.get(element) ?? "", next - first);
      if (row < next) element.remove();
      else {
        kept.set(row, element);
        next = row + 1;
      }
    }
    return kept;
  }

  #insert(first: number, last: number, kept: ReadonlyMap<number, HTMLElement>): number[] {
    const fresh: number[] = [];
    let next: Element | null = null;
    for (let row = last; row >= first; row -= 1) {
      let element = this.#shown.get(row);
      if (!element) {
        const old = kept.get(row);
        if (old) this.#source.adopt(row, old);
        element = old ?? this.#made(row);
        this.#shown.set(row, element);
        if (!old) {
          this.#list.insertBefore(element, next);
          fresh.push(row);
        }
      }
      next = element;
    }
    return fresh;
  }

  #made(row: number): HTMLElement {
    const element = this.#source.render(row);
    this.#looks.set(element, this.#source.looks(row));
    return element;
  }

  #measure(rows: readonly number[]): void {
    for (const row of rows) {
      const height = this.#shown.get(row)?.getBoundingClientRect().height ?? 0;
      if (height === 0) continue;
      this.#heights.set(this.#source.key(row), height);
      this.#offsets.set(row, height);
    }
  }

  #pad(first: number, last: number): void {
    this.#list.style.paddingTop = `${this.#offsets.before(first)}px`;
    this.#list.style.paddingBottom = `${Math.max(0, this.#offsets.total - this.#offsets.before(last + 1))}px`;
  }

  #remove(row: number): void {
    const element = this.#shown.get(row);
    if (!element) return;
    this.#shown.delete(row);
    this.#source.leave?.(row, element);
    element.remove();
  }

  #soon(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => this.update());
  }

  #resized(): void {
    const width = this.#list.clientWidth;
    if (width === this.#width) return;
    const known = this.#width > 0;
    this.#width = width;
    if (!known) return;
    const [row] = this.visible();
    const [from] = this.place(row);
    this.#heights.clear();
    this.reset();
    this.show(row, from);
  }

  #offset(): number {
    return -this.#list.getBoundingClientRect().top;
  }

  #listTop(): number {
    return scrollY - this.#offset();
  }
}

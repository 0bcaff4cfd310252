/** Which words sound at an instant. */
import type { Word } from "./document.js";

/** A word is seldom longer; what sounds is looked for among those that began within this time, in seconds. */
const LONGEST = 10;

export class Timeline {
  readonly #words: readonly Word[];
  readonly #order: Uint32Array;

  constructor(words: readonly Word[]) {
    this.#words = words;
    this.#order = Uint32Array.from(words.keys());
    let sorted = true;
    for (let index = 1; index < words.length && sorted; index += 1)
      sorted = this.#start(index - 1) <= this.#start(index);
    if (!sorted) this.#order.sort((a, b) => this.#startOf(a) - this.#startOf(b));
  }

  /** Numbers of the words that sound at `time`, in seconds: several where speakers overlap. */
  sounding(time: number): number[] {
    const found: number[] = [];
    for (let at = this.#after(time) - 1; at >= 0; at -= 1) {
      const index = this.#order[at] ?? 0;
      const word = this.#words[index];
      if (!word || word.start <= time - LONGEST) break;
      if (time < word.end) found.push(index);
    }
    return found.reverse();
  }

  /** The number of the last word that began at `time` or before; -1 before the first one. */
  last(time: number): number {
    const at = this.#after(time) - 1;
    return at < 0 ? -1 : (this.#order[at] ?? -1);
  }

  #after(time: number): number {
    let [low, high] = [0, this.#order.length];
    while (low < high) {
      const centre = (low + high) >> 1;
      if (this.#start(centre) <= time) low = centre + 1;
      else high = centre;
    }
    return low;
  }

  #start(place: number): number {
    return this.#startOf(this.#order[place] ?? 0);
  }

  #startOf(index: number): number {
    return this.#words[index]?.start ?? 0;
  }
}

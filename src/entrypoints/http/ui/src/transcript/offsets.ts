/** Where each of many rows begins, in pixels, while heights become known one by one: a Fenwick tree of heights. */
export class Offsets {
  readonly #heights: Float64Array;
  readonly #tree: Float64Array;

  constructor(heights: ArrayLike<number>) {
    this.#heights = Float64Array.from(heights);
    this.#tree = new Float64Array(heights.length + 1);
    for (let index = 1; index <= heights.length; index += 1) {
      this.#tree[index] = (this.#tree[index] ?? 0) + this.height(index - 1);
      const parent = index + (index & -index);
      if (parent <= heights.length) {
        this.#tree[parent] = (this.#tree[parent] ?? 0) + (this.#tree[index] ?? 0);
      }
    }
  }

  get count(): number {
    return this.#heights.length;
  }

  get total(): number {
    return this.before(this.count);
  }

  height(row: number): number {
    return this.#heights[row] ?? 0;
  }

  /** Pixels before a row. */
  before(row: number): number {
    let sum = 0;
    for (let index = row; index > 0; index -= index & -index) sum += this.#tree[index] ?? 0;
    return sum;
  }

  set(row: number, height: number): void {
    const by = height - this.height(row);
    if (by === 0) return;
    this.#heights[row] = height;
    for (let index = row + 1; index < this.#tree.length; index += index & -index) {
      this.#tree[index] = (this.#tree[index] ?? 0) + by;
    }
  }

  /** The row that a pixel lies in; the first or last one for pixels outside. */
  at(pixel: number): number {
    let [row, rest] = [0, pixel];
    for (let step = 2 ** Math.floor(Math.log2(Math.max(1, this.count))); step >= 1; step /= 2) {
      const next = row + step;
      if (next <= this.count && (this.#tree[next] ?? 0) <= rest) {
        row = next;
        rest -= this.#tree[next] ?? 0;
      }
    }
    return Math.max(0, Math.min(row, this.count - 1));
  }
}

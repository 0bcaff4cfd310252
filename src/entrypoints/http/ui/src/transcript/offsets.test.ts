import { describe, expect, it } from "vitest";
import { Offsets } from "./offsets.js";

describe("offsets of rows", () => {
  it("agree with adding up, while heights change", () => {
    const heights = Array.from({ length: 137 }, (_, index) => ((index * 7919) % 50) + 1);
    const offsets = new Offsets(heights);
    for (const [row, height] of [
      [0, 9],
      [136, 70.5],
      [64, 1],
      [63, 200],
    ] as const) {
      offsets.set(row, height);
      heights[row] = height;
    }
    let sum = 0;
    heights.forEach((height, row) => {
      expect(offsets.before(row)).toBeCloseTo(sum);
      expect(offsets.at(sum + height / 2)).toBe(row);
      expect(offsets.at(sum)).toBe(row);
      sum += height;
    });
    expect(offsets.total).toBeCloseTo(sum);
  });

  it("give the first or last row for pixels outside", () => {
    const offsets = new Offsets([10, 10]);
    expect(offsets.at(-5)).toBe(0);
    expect(offsets.at(500)).toBe(1);
    expect(new Offsets([]).total).toBe(0);
  });
});

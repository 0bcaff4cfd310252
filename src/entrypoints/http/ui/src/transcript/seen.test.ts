import { describe, expect, it } from "vitest";
import { within } from "./seen.js";

const spans = (...edges: [number, number][]) => edges.map(([start, end]) => ({ start, end }));

describe("what is within a stretch of time", () => {
  it("is what looking at every span finds, whatever their order and length", () => {
    let seed = 7;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    for (const count of [0, 1, 2, 50, 300]) {
      const all = spans(
        ...Array.from({ length: count }, (_, at): [number, number] => {
          const start = at + random() * 8;
          // Some are very long: a turn of minutes under many short ones.
          return [start, start + random() * (random() < 0.05 ? 200 : 2)];
        }),
      );
      for (let round = 0; round < 40; round += 1) {
        const [start, length] = [random() * (count + 10), random() * 20];
        const end = start + length;
        const expected = all.filter((span) => span.end > start && span.start < end);
        expect(within(all, start, end)).toEqual(expected.toSorted((a, b) => a.start - b.start));
      }
    }
  });

  it("has no span that only touches it", () => {
    expect(within(spans([0, 1], [1, 2], [2, 3]), 1, 2)).toEqual(spans([1, 2]));
  });
});

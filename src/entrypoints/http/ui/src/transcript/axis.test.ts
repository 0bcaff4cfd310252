import { describe, expect, it } from "vitest";
import { axisTimes } from "./axis.js";

describe("times along a recording", () => {
  it("are round, far enough apart, and end before the edge", () => {
    expect(axisTimes(64, 1000)).toEqual([10, 20, 30, 40, 50, 60]);
    expect(axisTimes(3 * 3600, 1000)).toEqual([1800, 3600, 5400, 7200, 9000]);
    expect(axisTimes(3 * 3600, 300)).toEqual([3600, 7200]);
  });

  it.each([
    [1, 1000],
    [40, 320],
    [7 * 3600, 320],
    [40 * 3600, 1200],
    [900 * 3600, 320],
  ])("fit in %i s on %i pixels", (duration, width) => {
    const times = axisTimes(duration, width);
    const places = [0, ...times].map((time) => (time / duration) * width);
    places
      .slice(1)
      .forEach((place, index) => expect(place - (places[index] ?? 0)).toBeGreaterThanOrEqual(88));
    expect(Math.max(0, ...places)).toBeLessThanOrEqual(width - 46);
  });
});

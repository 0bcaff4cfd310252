import { describe, expect, it } from "vitest";
import { sharesOf } from "./shares.js";

describe("shares of stretches", () => {
  it("divide a span among the stretches that it touches", () => {
    const shares = sharesOf([{ start: 1.5, end: 3.25 }], 4, 4);
    expect([...shares]).toEqual([0, 0.5, 1, 0.25]);
  });

  it("add up short spans in one stretch, and never to more than all of it", () => {
    const short = [0, 2, 4].map((start) => ({ start, end: start + 1 }));
    expect([...sharesOf(short, 12, 2)]).toEqual([0.5, 0]);
    expect([...sharesOf([...short, { start: 0, end: 6 }], 12, 2)]).toEqual([1, 0]);
  });

  it("leave out what lies outside of the recording", () => {
    expect([...sharesOf([{ start: 3, end: 9 }], 4, 2)]).toEqual([0, 0.5]);
  });
});

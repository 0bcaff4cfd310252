import { describe, expect, it } from "vitest";
import { instantOf, wordAt } from "./arriving.js";

describe("an address that leads to a word", () => {
  it("names an instant in seconds, or none", () => {
    expect(instantOf("#t=12.340")).toBe(12.34);
    expect(instantOf("#t=7")).toBe(7);
    expect(["", "#main", "#t=", "#t=a", "#t=-1", "#t=1,2"].map(instantOf)).toEqual(Array(6).fill(undefined));
  });

  it("leads to the word that begins there, or to the one that was begun", () => {
    const words = [0.5, 1.2, 4.0, 3.1].map((start) => ({ start }));
    expect(wordAt(words, 4)).toBe(2);
    expect(wordAt(words, 3.1004)).toBe(3);
    expect(wordAt(words, 1.9)).toBe(1);
    expect(wordAt(words, 0)).toBe(0);
    expect(wordAt(words, 99)).toBe(3);
  });
});

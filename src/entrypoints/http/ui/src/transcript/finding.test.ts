import { describe, expect, it } from "vitest";
import { applyEdits } from "./edits.js";
import { type Query, findAll, replaceMatches } from "./finding.js";
import { transcriptOf } from "./sample.js";

const talk = transcriptOf([
  ["A", "The colour of the colours, the colour!"],
  ["A", "New York is not new."],
  ["B", "York it is"],
]);

const query = (text: string, more: Partial<Query> = {}): Query => ({
  text,
  matchCase: false,
  wholeWords: false,
  ...more,
});

const textOf = (transcript: typeof talk) => transcript.words.map((word) => word.text).join(" ");

describe("finding", () => {
  it("takes case and whole words into account where asked", () => {
    expect(findAll(talk, query("the"))).toHaveLength(3);
    expect(findAll(talk, query("The", { matchCase: true }))).toHaveLength(1);
    expect(findAll(talk, query("colour"))).toHaveLength(3);
    expect(findAll(talk, query("colour", { wholeWords: true }))).toHaveLength(2);
  });

  it("goes over the borders of words and segments, but not of speakers", () => {
    expect(findAll(talk, query("colour! new york"))).toEqual([{ first: 6, last: 8, from: 0, until: 16 }]);
    expect(findAll(talk, query("new. york"))).toEqual([]);
  });

  it("takes signs as they are", () => {
    expect(findAll(talk, query("colours,"))).toHaveLength(1);
    expect(findAll(talk, query(".*"))).toEqual([]);
    expect(findAll(talk, query("  "))).toEqual([]);
  });
});

describe("replacing", () => {
  it("changes only the letters that were found, in all places at once", () => {
    const edits = replaceMatches(talk, findAll(talk, query("colour")), "color");
    expect(textOf(applyEdits(talk, edits))).toBe(
      "The color of the colors, the color! New York is not new. York it is",
    );
    expect(edits).toHaveLength(3);
  });

  it("makes more words or fewer of a match", () => {
    const edits = replaceMatches(talk, findAll(talk, query("new york")), "Hull");
    expect(textOf(applyEdits(talk, edits))).toContain("the colour! Hull is not new. York");
    const more = replaceMatches(talk, findAll(talk, query("york")), "York, old York");
    expect(textOf(applyEdits(talk, more))).toContain("New York, old York is not new. York, old York it is");
  });

  it("takes away", () => {
    const edits = replaceMatches(talk, findAll(talk, query("the ")), "");
    expect(textOf(applyEdits(talk, edits))).toMatch(/^colour of colours, colour! New/);
  });
});

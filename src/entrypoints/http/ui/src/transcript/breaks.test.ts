import { describe, expect, it } from "vitest";
import { carryOver } from "./carry-over.js";
import type { Transcript } from "./document.js";
import { type Edit, applyEdits } from "./edits.js";
import { wordsBefore } from "./paragraph.js";
import { rowsOf } from "./rows.js";
import { transcriptOf } from "./sample.js";
import { turnAround } from "./turns.js";
import { sameTalk } from "./versions.js";

const begin = (word: number): Edit => ({ type: "begin_paragraph", word });
const join = (word: number): Edit => ({ type: "join_paragraphs", word });
const starts = (transcript: Transcript) =>
  rowsOf(transcript).map((row) => row.kind === "turn" && [row.first, row.opens]);

const TALK = transcriptOf([
  ["A", "one two three four"],
  ["A", "five six"],
  ["B", "seven"],
]);

describe("paragraphs", () => {
  it("begin inside a segment and where one begins", () => {
    const told = applyEdits(TALK, [begin(2), begin(4)]);
    expect(starts(told)).toEqual([
      [0, true],
      [2, true],
      [4, true],
      [6, true],
    ]);
    expect(told.segments.map((each) => [each.text, each.words])).toEqual([
      ["one two", [0, 2]],
      ["three four", [2, 4]],
      ["five six", [4, 6]],
      ["seven", [6, 7]],
    ]);
    expect(turnAround(rowsOf(told), 3)).toEqual({ first: 2, last: 3 });
  });

  it("are joined again, also over silence and where a long turn was cut", () => {
    expect(starts(applyEdits(TALK, [begin(2), join(2)]))).toEqual(starts(TALK));
    const silent = {
      ...TALK,
      words: TALK.words.map((word, at) =>
        at < 4 ? word : { ...word, start: word.start + 9, end: word.end + 9 },
      ),
    };
    expect(starts(silent)).toHaveLength(3);
    expect(starts(applyEdits(silent, [join(4)]))).toHaveLength(2);
    const long = transcriptOf([
      ["A", "word ".repeat(70).trim()],
      ["A", "and on"],
    ]);
    expect(starts(long)).toEqual([
      [0, true],
      [70, false],
    ]);
    expect(starts(applyEdits(long, [join(70)]))).toEqual([[0, true]]);
  });

  it("outlive their first segment, and leave nothing to another speaker", () => {
    const told = applyEdits(TALK, [begin(2)]);
    expect(starts(applyEdits(told, [{ type: "delete_words", first: 2, last: 3 }]))).toEqual([
      [0, true],
      [2, true],
      [4, true],
    ]);
    const gone = applyEdits(told, [{ type: "delete_words", first: 2, last: 5 }]);
    expect(gone.segments.map((each) => each.paragraph)).toEqual([null, null]);
  });

  it("put what others say meanwhile before the new one, as the server does", () => {
    const [a, b] = [transcriptOf([["A", "one two three"]]), transcriptOf([["B", "hm"]])];
    const late = b.words.map((word) => ({ ...word, start: 0.7, end: 0.8 }));
    const both: Transcript = {
      ...a,
      words: [...a.words, ...late],
      segments: [
        ...a.segments,
        { paragraph: null, text: "hm", start: 0.7, end: 0.8, speaker: "B", words: [3, 4] },
      ],
    };
    const told = applyEdits(both, [begin(2)]);
    expect(told.words.map((word) => word.text)).toEqual(["one", "two", "hm", "three"]);
    expect(told.segments.map((each) => each.words)).toEqual([
      [0, 2],
      [2, 3],
      [3, 4],
    ]);
  });

  it("count as talk that is not the same, and are carried over to newer versions", () => {
    const told = applyEdits(TALK, [begin(2)]);
    expect(sameTalk(told, TALK)).toBe(false);
    expect(sameTalk(told, applyEdits(TALK, [begin(2)]))).toBe(true);
    const newer = applyEdits(TALK, [{ type: "insert_words", text: "well", before: 0 }]);
    expect(carryOver([begin(2)], TALK, newer)).toEqual([begin(3)]);
    const changed = applyEdits(TALK, [{ type: "replace_words", first: 2, last: 2, text: "drei" }]);
    expect(carryOver([begin(2)], TALK, changed)).toBeNull();
  });
});

describe("the words before the place where a paragraph is broken", () => {
  it.each([
    ["one two three", 0, "en", 0],
    ["one two three", 3, "en", 1],
    ["one two three", 4, "en", 1],
    ["one two three", 5, "en", 1],
    ["one two three", 13, "en", 3],
    ["  one – two", 7, "en", 1],
    ["我们去 OK", 2, "zh", 2],
  ])("%s at %i", (text, caret, language, count) => {
    expect(wordsBefore(text, caret, language)).toBe(count);
  });
});

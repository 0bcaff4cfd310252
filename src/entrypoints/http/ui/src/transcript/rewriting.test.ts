import { describe, expect, it } from "vitest";
import { applyEdits } from "./edits.js";
import { differences, rewrite } from "./rewriting.js";
import { transcriptOf } from "./sample.js";

const talk = transcriptOf([
  ["A", "the cat sat on the mat"],
  ["A", "and slept all day"],
  ["B", "did it"],
]);

const textOf = (transcript: typeof talk) => transcript.words.map((word) => word.text).join(" ");

describe("rewriting a paragraph", () => {
  it("changes nothing where nothing changed", () => {
    expect(rewrite(talk, 0, 5, "the  cat sat\non the mat ")).toEqual([]);
  });

  it("touches only the word that changed", () => {
    expect(rewrite(talk, 0, 5, "the dog sat on the mat")).toEqual([
      { type: "replace_words", first: 1, last: 1, text: "dog" },
    ]);
  });

  it("puts new words into the time between their neighbours, which keep theirs", () => {
    const edits = rewrite(talk, 0, 5, "the cat sat very quietly on the mat");
    expect(edits).toEqual([{ type: "insert_words", text: "very quietly", after: 2 }]);
    const after = applyEdits(talk, edits);
    expect(after.words[2]).toBe(talk.words[2]);
    expect(after.words[5]).toBe(talk.words[3]);
    expect(after.words[3]?.provenance).toBe("interpolated");
    expect([after.words[3]?.start, after.words[4]?.end]).toEqual([talk.words[2]?.end, talk.words[3]?.start]);
    expect(after.segments[0]?.words).toEqual([0, 8]);
    expect(after.segments[1]?.words).toEqual([8, 12]);
  });

  it("puts new words before the first one", () => {
    const edits = rewrite(talk, 6, 9, "Well and slept all day");
    expect(edits).toEqual([{ type: "insert_words", text: "Well", before: 6 }]);
    const after = applyEdits(talk, edits);
    expect(after.segments.map((segment) => segment.words)).toEqual([
      [0, 6],
      [6, 11],
      [11, 13],
    ]);
  });

  it("orders several changes so that the numbers hold", () => {
    const edits = rewrite(talk, 0, 9, "a cat lay on the mat and slept");
    expect(textOf(applyEdits(talk, edits))).toBe("a cat lay on the mat and slept did it");
    expect(edits.map((edit) => "first" in edit && edit.first)).toEqual([8, 2, 0]);
  });

  it("keeps to segments where a change goes over their border", () => {
    const edits = rewrite(talk, 0, 9, "the cat sat on a sofa instead slept all day");
    for (const edit of edits) {
      if (!("first" in edit)) throw new Error(edit.type);
      const segment = talk.segments.find(
        ({ words: [first, after] }) => first <= edit.first && edit.first < after,
      );
      expect(edit.last).toBeLessThan(segment?.words[1] ?? 0);
    }
    expect(textOf(applyEdits(talk, edits))).toBe("the cat sat on a sofa instead slept all day did it");
  });

  it("deletes a whole segment with its words", () => {
    const after = applyEdits(talk, rewrite(talk, 6, 9, ""));
    expect(textOf(after)).toBe("the cat sat on the mat did it");
    expect(after.segments.map((segment) => segment.words)).toEqual([
      [0, 6],
      [6, 8],
    ]);
  });

  it("reads any two texts into each other", () => {
    const words = ["a", "b", "c"];
    let seed = 7;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    for (let round = 0; round < 300; round += 1) {
      const make = () =>
        Array.from({ length: Math.floor(random() * 9) }, () => words[Math.floor(random() * 3)] ?? "");
      const [old, fresh] = [make(), make()];
      const result = old.slice();
      for (const { from, until, texts } of differences(old, fresh).reverse()) {
        result.splice(from, until - from, ...texts);
      }
      expect(result).toEqual(fresh);
    }
  });
});

describe("languages without spaces", () => {
  it("are split into signs, and Latin words in them stay whole", () => {
    const chinese = { ...transcriptOf([["A", "我 用 GPS 。".replace(" 。", "")]]), language: "zh" };
    const edits = rewrite(chinese, 0, 2, "你用GPS。");
    expect(edits).toEqual([
      { type: "replace_words", first: 2, last: 2, text: "GPS。" },
      { type: "replace_words", first: 0, last: 0, text: "你" },
    ]);
  });
});

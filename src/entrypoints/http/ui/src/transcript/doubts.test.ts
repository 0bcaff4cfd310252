import { describe, expect, it } from "vitest";
import type { Transcript, Word } from "./document.js";
import { doubtsOf, nextPlace, placesOf } from "./doubts.js";
import { applyEdits } from "./edits.js";
import { transcriptOf } from "./sample.js";

function doubting(changes: Record<number, Partial<Word>>): Transcript {
  const talk = transcriptOf([
    ["A", "a b c d e f"],
    ["B", "g h"],
  ]);
  return { ...talk, words: talk.words.map((word, index) => ({ ...word, ...changes[index] })) };
}

describe("places to listen to", () => {
  it("are doubtful words that follow each other, of one speaker", () => {
    const places = placesOf(
      doubting({
        1: { confidence: 0.2 },
        2: { provenance: "interpolated" },
        5: { flags: ["suspect_text"] },
        6: { flags: ["overlapped"] },
      }),
    );
    expect(places.map(({ first, last, doubts }) => [first, last, doubts])).toEqual([
      [1, 2, ["unsure", "guessed_time"]],
      [5, 5, ["suspect_text"]],
      [6, 6, ["overlapped"]],
    ]);
  });

  it("are gone round in both directions", () => {
    const places = placesOf(doubting({ 1: { confidence: 0 }, 2: { confidence: 0 }, 5: { confidence: 0 } }));
    expect(nextPlace(places, 0, 1)).toBe(0);
    expect(nextPlace(places, 1, 1)).toBe(1);
    expect(nextPlace(places, 5, 1)).toBe(0);
    expect(nextPlace(places, 5, -1)).toBe(0);
    expect(nextPlace(places, 1, -1)).toBe(1);
    expect(nextPlace([], 3, 1)).toBe(-1);
  });

  it("are none after a person vouched for the words", () => {
    const talk = doubting({ 1: { confidence: 0.2, provenance: "interpolated", flags: ["overlong"] } });
    const after = applyEdits(talk, [{ type: "confirm_words", first: 1, last: 1 }]);
    expect(placesOf(after)).toEqual([]);
    expect(after.words[1]?.provenance).toBe("edited");
  });

  it("doubt a word for each of its reasons", () => {
    const [word] = doubting({
      0: { confidence: 0.4, flags: ["overlong"], provenance: "interpolated" },
    }).words;
    expect(word && doubtsOf(word)).toEqual(["unsure", "overlong", "guessed_time"]);
  });
});

import { describe, expect, it } from "vitest";
import { type AlikeTurn, candidates, givingTo } from "./alike.js";
import { carryOver } from "./carry-over.js";
import { applyEdits } from "./edits.js";
import { transcriptOf } from "./sample.js";

const before = transcriptOf([
  ["A", "one two"],
  ["B", "three four"],
  ["A", "five"],
]);

function turn(first: number, last: number, speaker: string, similarity: number | null): AlikeTurn {
  return { first, last, speaker, similarity, start: first, end: last, reliable: true, alike: true };
}

const found = {
  threshold: 0.5,
  chosen: turn(0, 1, "A", 1),
  items: [turn(4, 4, "A", 0.9), turn(2, 3, "B", 0.8), turn(5, 5, "A", null)],
};

describe("turns that sound alike", () => {
  it("are offered where they are somebody else's and can be compared", () => {
    expect(candidates(found, "B").map(({ first }) => first)).toEqual([4]);
  });

  it("are given to a speaker in one change", () => {
    const edit = givingTo("B", [turn(4, 4, "A", 0.9), found.chosen]);
    expect(edit).toEqual({
      type: "reassign_ranges",
      ranges: [
        { first: 0, last: 1 },
        { first: 4, last: 4 },
      ],
      speaker: "B",
    });
    expect(
      applyEdits(before, [edit])
        .words.map(({ speaker }) => speaker)
        .join(""),
    ).toBe("BBBBB");
  });

  it("are found again when somebody wrote a word before them, and dropped when one is gone", () => {
    const edit = givingTo("B", [found.chosen, turn(4, 4, "A", 0.9)]);
    const longer = applyEdits(before, [{ type: "insert_words", text: "well", before: 0 }]);
    expect(carryOver([edit], before, longer)).toEqual([
      {
        type: "reassign_ranges",
        ranges: [
          { first: 1, last: 2 },
          { first: 5, last: 5 },
        ],
        speaker: "B",
      },
    ]);
    const shorter = applyEdits(before, [{ type: "delete_words", first: 4, last: 4 }]);
    expect(carryOver([edit], before, shorter)).toBeNull();
  });
});

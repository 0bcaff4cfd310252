import { describe, expect, it } from "vitest";
import type { Pause, Transcript } from "./document.js";
import { rowAt, rowOfWord, rowsOf } from "./rows.js";
import { transcriptOf } from "./sample.js";
import { turnAround } from "./turns.js";

const pause = (start: number, end: number): Pause => ({
  kind: "pause",
  start,
  end,
  speaker: null,
  next_speaker: null,
  tolerance: 0.02,
});

function withPauses(transcript: Transcript, pauses: Pause[]): Transcript {
  return { ...transcript, pauses };
}

describe("rows", () => {
  it("put a speaker's segments together and begin anew with another speaker", () => {
    const rows = rowsOf(
      transcriptOf([
        ["A", "one two"],
        ["A", "three"],
        ["B", "four"],
      ]),
    );
    expect(rows.map((row) => row.kind === "turn" && [row.speaker, row.first, row.last, row.opens])).toEqual([
      ["A", 0, 2, true],
      ["B", 3, 3, true],
    ]);
  });

  it("part what another speaker says within a segment", () => {
    const talk = transcriptOf([["A", "one two three"]]);
    const words = talk.words.map((word, index) => (index === 1 ? { ...word, speaker: "B" } : word));
    const rows = rowsOf({ ...talk, words });
    expect(rows.map((row) => row.kind === "turn" && row.speaker)).toEqual(["A", "B", "A"]);
  });

  it("cut long turns into paragraphs that belong together", () => {
    const sentence = "word ".repeat(40).trim();
    const talk = transcriptOf([
      ["A", sentence],
      ["A", sentence],
      ["A", sentence],
      ["B", "yes"],
    ]);
    const rows = rowsOf(talk);
    expect(rows.map((row) => row.kind === "turn" && [row.first, row.opens])).toEqual([
      [0, true],
      [80, false],
      [120, true],
    ]);
    expect(turnAround(rows, 100)).toEqual({ first: 0, last: 119 });
    expect(turnAround(rows, 120)).toEqual({ first: 120, last: 120 });
    expect(rowOfWord(rows, 79)).toBe(0);
    expect(rowOfWord(rows, 80)).toBe(1);
  });

  it("lay pauses between and within by their middles", () => {
    // Words at 0, 0.5, then, after a second of silence, at 2.
    const talk = withPauses(
      transcriptOf([
        ["A", "one two"],
        ["B", "three"],
      ]),
      [pause(0.4, 0.5), pause(0.9, 2), pause(2.4, 3)],
    );
    const rows = rowsOf(talk);
    expect(rows.map((row) => row.kind)).toEqual(["turn", "pause", "turn", "pause"]);
    expect(rows[0]?.kind === "turn" && rows[0].pauses.map(([before]) => before)).toEqual([1]);
    expect(rowAt(rows, 2.1)).toBe(2);
    expect(rowOfWord(rows, 2)).toBe(2);
  });

  it("are none without words", () => {
    expect(rowsOf(transcriptOf([]))).toEqual([]);
  });
});

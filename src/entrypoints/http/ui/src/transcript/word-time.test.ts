import { describe, expect, it } from "vitest";
import { transcriptOf } from "./sample.js";
import { fitted, roomOf } from "./word-time.js";

// Words begin at 0, 0.5, 1 and, after a silence, at 2.5 s; the recording ends at 4 s.
const transcript = transcriptOf([
  ["A", "one two three"],
  ["B", "four"],
]);

describe("the time of a word", () => {
  it("may begin between the beginnings of its neighbours in its segment", () => {
    expect(roomOf(transcript, 1)).toEqual({ earliest: 0, latest: 1, end: transcript.duration });
    expect(roomOf(transcript, 2)).toMatchObject({ earliest: 0.5, latest: transcript.duration - 0.01 });
    expect(roomOf(transcript, 3).earliest).toBe(0);
  });

  it("is kept in its room and lasts a moment", () => {
    const room = { earliest: 0.5, latest: 1, end: 2 };
    expect(fitted(room, { start: 0.7004, end: 0.9004 })).toEqual({ start: 0.7004, end: 0.9004 });
    expect(fitted(room, { start: 0.1, end: 9 })).toEqual({ start: 0.5, end: 2 });
    expect(fitted(room, { start: 1.4, end: 0.2 })).toEqual({ start: 1, end: 1.01 });
  });
});

import { describe, expect, it } from "vitest";
import { looksLikeRecording } from "./files.js";

describe("a file out of a folder", () => {
  it.each(["talk.WAV", "Gespräch 1.m4a", "film.MTS", "memo.opus"])("is taken if it is %s", (name) => {
    expect(looksLikeRecording({ name, type: "" })).toBe(true);
  });

  it.each(["notes.txt", "cover.jpg", "talk.wav.txt", "wav"])("is left if it is %s", (name) => {
    expect(looksLikeRecording({ name, type: "" })).toBe(false);
  });

  it("is taken if the system calls it sound, whatever its name", () => {
    expect(looksLikeRecording({ name: "tape", type: "audio/x-unknown" })).toBe(true);
  });
});

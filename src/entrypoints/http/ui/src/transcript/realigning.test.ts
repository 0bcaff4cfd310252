import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "../shared/api.js";
import type { Transcript } from "./document.js";
import { applyEdits } from "./edits.js";
import { Realigning, type Realignment } from "./realigning.js";
import { transcriptOf } from "./sample.js";
import { Saving } from "./saving.js";
import type { Server, Version } from "./versions.js";

const START = transcriptOf([["A", "one two three"]]);

/** One version at a time, and a request that is met when a test says so. */
class OneVersion implements Server {
  newest: Version = { transcript: START, revision: 1, etag: '"1"', canUndo: false, canRedo: false };
  asked = 0;
  waiting = false;
  working = false;
  away = false;

  load = () => Promise.resolve(this.newest);
  edit: Server["edit"] = (_, edits) => Promise.resolve(this.add(applyEdits(this.newest.transcript, edits)));
  undo = () => Promise.resolve(this.add(START));
  redo = this.undo;
  restore = this.undo;

  add(transcript: Transcript): Version {
    const revision = this.newest.revision + 1;
    this.newest = { ...this.newest, transcript, revision, etag: `"${revision}"`, canUndo: true };
    return this.newest;
  }

  askRealignment(): Promise<Realignment> {
    if (this.away) return Promise.reject(new ApiError(404, "not_found", "No.", ""));
    this.asked += 1;
    this.waiting = true;
    return this.realignment();
  }

  realignment(): Promise<Realignment> {
    const { waiting, working, newest } = this;
    const words = newest.transcript.words.filter((word) => word.provenance === "interpolated").length;
    return Promise.resolve({ waiting, working, words, revision: newest.revision });
  }

  /** What a worker does: `words` that were guesses have measured times. */
  find(): void {
    this.waiting = false;
    const measured = (word: Transcript["words"][number]) =>
      word.provenance === "interpolated"
        ? { ...word, start: word.start + 0.1, provenance: "aligned" as const }
        : word;
    this.add({ ...this.newest.transcript, words: this.newest.transcript.words.map(measured) });
  }
}

function begin() {
  const server = new OneVersion();
  const saving = new Saving(server, server.newest);
  return { server, saving, realigning: new Realigning(server, saving) };
}

const insert = (saving: Saving) => saving.edit([{ type: "insert_words", after: 0, text: "and" }], "");
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe("finding changed words", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("begins when nobody has changed anything for a while, and brings the times in place", async () => {
    const { server, saving, realigning } = begin();
    insert(saving);
    await pass(2000);
    insert(saving);
    await pass(2000);
    expect(server.asked).toBe(0);
    await pass(600);
    expect(server.asked).toBe(1);
    expect(realigning.state.value).toBe("finding");
    server.find();
    await pass(1000);
    expect(realigning.state.value).toBe("idle");
    expect(saving.transcript.value).toBe(server.newest.transcript);
    expect(saving.canUndo.value).toBe(true);
    await pass(60_000);
    expect(server.asked).toBe(1);
    saving.undo();
    await pass(0);
    expect(saving.transcript.value).toBe(START);
  });

  it("says so when no worker takes it, and goes on when one does", async () => {
    const { server, saving, realigning } = begin();
    insert(saving);
    await pass(2600 + 21_000);
    expect(realigning.state.value).toBe("nobody");
    server.working = true;
    await pass(5000);
    expect(realigning.state.value).toBe("finding");
    server.waiting = server.working = false;
    await pass(1000);
    expect(realigning.state.value).toBe("left");
  });

  it("asks nothing of a transcript without guesses, and minds no server that knows nothing of it", async () => {
    const { server, saving, realigning } = begin();
    saving.edit([{ type: "rename_speaker", speaker: "A", name: "Ada" }], "");
    await pass(10_000);
    expect(server.asked).toBe(0);
    server.away = true;
    insert(saving);
    await pass(10_000);
    expect(realigning.state.value).toBe("idle");
  });

  it("takes no version in which somebody changed words", async () => {
    const { server, saving } = begin();
    server.add(applyEdits(START, [{ type: "insert_words", after: 0, text: "theirs" }]));
    expect(await saving.refresh()).toBe(false);
    expect(saving.transcript.value).toBe(START);
  });
});

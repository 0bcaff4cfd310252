import { describe, expect, it, vi } from "vitest";
import { ApiError } from "../shared/api.js";
import type { Transcript } from "./document.js";
import { type Edit, applyEdits } from "./edits.js";
import { transcriptOf } from "./sample.js";
import { Saving } from "./saving.js";
import type { Server, Version } from "./versions.js";

const START = transcriptOf([["A", "one two three"]]);
const write = (word: number, text: string): Edit => ({
  type: "replace_words",
  first: word,
  last: word,
  text,
});
const textOf = (transcript: Transcript) => transcript.words.map((word) => word.text).join(" ");

/** Keeps versions as the service does. */
class Versions implements Server {
  readonly all: { transcript: Transcript; undo: number; redo: number }[] = [
    { transcript: START, undo: 0, redo: 0 },
  ];
  unreachable = false;
  answersLost = 0;

  load() {
    return Promise.resolve(this.newest);
  }

  get newest(): Version {
    const revision = this.all.length;
    const { transcript = START, undo = 0, redo = 0 } = this.all[revision - 1] ?? {};
    return { transcript, revision, etag: `"${revision}"`, canUndo: undo > 0, canRedo: redo > 0 };
  }

  edit(etag: string, edits: readonly Edit[]) {
    return this.#add(etag, (last) => {
      if (edits.some((edit) => "text" in edit && edit.text === "forbidden"))
        throw new ApiError(400, "", "No.", "");
      return { transcript: applyEdits(last.transcript, edits), undo: this.all.length, redo: 0 };
    });
  }

  undo(etag: string) {
    return this.#add(etag, (last) => {
      const back = this.all[last.undo - 1];
      if (!back) throw new ApiError(409, "", "There is nothing to undo.", "");
      return { transcript: back.transcript, undo: back.undo, redo: this.all.length };
    });
  }

  redo(etag: string) {
    return this.#add(etag, (last) => {
      const forth = this.all[last.redo - 1];
      if (!forth) throw new ApiError(409, "", "There is nothing to redo.", "");
      return { transcript: forth.transcript, undo: forth.undo, redo: forth.redo };
    });
  }

  restore(etag: string, revision: number) {
    return this.#add(etag, () => ({
      transcript: this.all[revision - 1]?.transcript ?? START,
      undo: this.all.length,
      redo: 0,
    }));
  }

  async #add(etag: string, make: (last: (typeof this.all)[number]) => (typeof this.all)[number]) {
    await Promise.resolve();
    if (this.unreachable) throw new ApiError(0, "unreachable", "Away.", "");
    if (etag !== this.newest.etag) throw new ApiError(412, "", "Changed meanwhile.", "");
    const last = this.all.at(-1);
    if (last) this.all.push(make(last));
    if (this.answersLost > 0) {
      this.answersLost -= 1;
      throw new ApiError(0, "unreachable", "Away.", "");
    }
    return this.newest;
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

async function opened(server = new Versions()) {
  const saving = new Saving(server, server.newest);
  await settled();
  return { server, saving };
}

describe("saving", () => {
  it("shows a change at once and sends one after the other", async () => {
    const { server, saving } = await opened();
    saving.edit([write(0, "ONE")], "");
    saving.edit([write(1, "TWO")], "");
    expect(textOf(saving.transcript.value)).toBe("ONE TWO three");
    expect([saving.state.value, saving.pendingCount]).toEqual(["saving", 2]);
    await settled();
    expect([saving.state.value, saving.pendingCount, saving.revision.value]).toEqual(["saved", 0, 3]);
    expect(textOf(server.newest.transcript)).toBe("ONE TWO three");
  });

  it("undoes and redoes without end, also what was changed before the page was opened", async () => {
    const { server, saving: before } = await opened();
    before.edit([write(0, "ONE")], "");
    before.edit([write(1, "TWO")], "");
    await settled();
    const { saving } = await opened(server);
    expect([saving.canUndo.value, saving.canRedo.value]).toEqual([true, false]);
    saving.edit([write(2, "THREE")], "");
    for (const expected of ["ONE TWO three", "ONE two three", "one two three"]) {
      saving.undo();
      await settled();
      expect(textOf(saving.transcript.value)).toBe(expected);
    }
    expect([saving.canUndo.value, saving.canRedo.value]).toEqual([false, true]);
    for (const expected of ["ONE two three", "ONE TWO three", "ONE TWO THREE"]) {
      saving.redo();
      await settled();
      expect(textOf(saving.transcript.value)).toBe(expected);
    }
    expect([saving.canUndo.value, saving.canRedo.value]).toEqual([true, false]);
  });

  it("restores an earlier version as a change", async () => {
    const { saving } = await opened();
    saving.edit([write(0, "ONE")], "");
    await settled();
    saving.restore(1);
    await settled();
    expect([textOf(saving.transcript.value), saving.canUndo.value]).toEqual(["one two three", true]);
    saving.undo();
    await settled();
    expect(textOf(saving.transcript.value)).toBe("ONE two three");
  });

  it("warns of a conflict, and puts one's own changes on top", async () => {
    const { server, saving } = await opened();
    await server.edit(server.newest.etag, [{ type: "insert_words", text: "zero", before: 0 }]);
    saving.edit([write(1, "TWO")], "");
    await settled();
    expect(saving.state.value).toBe("conflict");
    expect(textOf(saving.transcript.value)).toBe("one TWO three");
    expect(saving.resolve(true)).toBe(0);
    await settled();
    expect(textOf(server.newest.transcript)).toBe("zero one TWO three");
    expect(saving.state.value).toBe("saved");
  });

  it("leaves out a change of what somebody else changed, and says so", async () => {
    const { server, saving } = await opened();
    await server.edit(server.newest.etag, [write(1, "deux")]);
    saving.edit([write(1, "TWO")], "");
    saving.edit([write(2, "THREE")], "");
    await settled();
    expect(saving.resolve(true)).toBe(1);
    await settled();
    expect(textOf(server.newest.transcript)).toBe("one deux THREE");
  });

  it("drops one's own changes where asked", async () => {
    const { server, saving } = await opened();
    await server.edit(server.newest.etag, [write(0, "un")]);
    saving.edit([write(1, "TWO")], "");
    await settled();
    saving.resolve(false);
    expect(textOf(saving.transcript.value)).toBe("un two three");
    expect([saving.state.value, saving.pending]).toEqual(["saved", false]);
  });

  it("takes back what the server refuses", async () => {
    const { saving } = await opened();
    saving.edit([write(1, "forbidden")], "");
    await settled();
    expect(textOf(saving.transcript.value)).toBe("one two three");
    expect(saving.problem.value?.message).toContain("No.");
    expect(saving.state.value).toBe("saved");
  });

  it("keeps changes while the server is away", async () => {
    const { server, saving } = await opened();
    server.unreachable = true;
    saving.edit([write(1, "TWO")], "");
    await settled();
    expect([saving.state.value, saving.pending]).toEqual(["waiting", true]);
    server.unreachable = false;
    saving.edit([write(2, "THREE")], "");
    await settled();
    expect(textOf(server.newest.transcript)).toBe("one TWO THREE");
    expect(saving.state.value).toBe("saved");
  });

  it("loses no key of somebody who undoes faster than the server answers", async () => {
    const { server, saving: before } = await opened();
    before.edit([write(0, "ONE")], "");
    before.edit([write(1, "TWO")], "");
    await settled();
    const { saving } = await opened(server);
    for (let press = 0; press < 4; press += 1) saving.undo();
    await settled();
    expect(textOf(saving.transcript.value)).toBe("one two three");
    expect([saving.canUndo.value, saving.canRedo.value, saving.state.value]).toEqual([false, true, "saved"]);
    saving.redo();
    saving.redo();
    await settled();
    expect(textOf(saving.transcript.value)).toBe("ONE TWO three");
    expect([saving.canUndo.value, saving.canRedo.value]).toEqual([true, false]);
  });

  it("puts a change that was made before the server went back where it belongs", async () => {
    const { server, saving: before } = await opened();
    before.edit([{ type: "insert_words", text: "zero", before: 0 }], "");
    await settled();
    const { saving } = await opened(server);
    saving.undo();
    saving.edit([write(2, "TWO")], "");
    await settled();
    expect(textOf(server.newest.transcript)).toBe("one TWO three");
    expect(saving.transcript.value).toBe(server.newest.transcript);
  });

  it("keeps later changes where the server refuses one", async () => {
    const { server, saving } = await opened();
    saving.edit([write(1, "forbidden")], "");
    saving.edit([write(2, "THREE")], "");
    await settled();
    expect(textOf(server.newest.transcript)).toBe("one two THREE");
    expect(saving.problem.value?.message).toContain("No.");
  });

  it("sees that a change arrived of which only the answer was lost", async () => {
    vi.useFakeTimers();
    const { server, saving } = await opened();
    server.answersLost = 1;
    saving.edit([write(1, "TWO")], "");
    saving.edit([write(2, "THREE")], "");
    await settled();
    expect(saving.state.value).toBe("waiting");
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    expect(saving.state.value).toBe("saved");
    expect(textOf(server.newest.transcript)).toBe("one TWO THREE");
    expect(saving.revision.value).toBe(3);
  });
});

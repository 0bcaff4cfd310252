/**
 * Keeps a transcript and its versions in step with the server. Every change is seen at once and sent in its turn
 * with the version that it was made on; the server's answer is what holds in the end.
 */
import { batch, signal } from "@preact/signals";
import { ApiError } from "../shared/api.js";
import { t } from "../shared/texts.js";
import { carryOver } from "./carry-over.js";
import type { Transcript } from "./document.js";
import { applyEdits, type Edit } from "./edits.js";
import { type Operation, type Server, type Version, arrived, sameTalk } from "./versions.js";

export type SaveState = "saved" | "saving" | "waiting" | "signed_out" | "conflict";

const RETRY = 3000;
/** The server takes so many edits at once. */
const MOST_EDITS = 1000;

export class Saving {
  readonly state = signal<SaveState>("saved");
  readonly transcript;
  readonly revision;
  /** What went wrong, for people; a new object each time. */
  readonly problem = signal<{ message: string } | null>(null);
  readonly canUndo = signal(false);
  readonly canRedo = signal(false);

  readonly #server: Server;
  #version: Version;
  #queue: Operation[] = [];
  #past: Transcript[] = [];
  #future: Transcript[] = [];
  /** Whether there is something to undo before what is known of the past, or to redo after what is known. */
  #below: boolean;
  #above: boolean;
  /** Whether changes that wait were made on something else than what the server has, since it went back. */
  #adrift = false;
  #busy = false;
  #measured = 0;
  #newest: Version | null = null;

  constructor(server: Server, version: Version) {
    this.#server = server;
    this.#version = version;
    this.transcript = signal(version.transcript);
    this.revision = signal(version.revision);
    this.#below = this.canUndo.value = version.canUndo;
    this.#above = this.canRedo.value = version.canRedo;
  }

  /** Number of the last version that was taken for its times. */
  get measured(): number {
    return this.#measured;
  }

  /** Whether anything is not on the server yet. */
  get pending(): boolean {
    return this.#queue.length > 0;
  }

  /** How many changes are not on the server yet. */
  get pendingCount(): number {
    return this.#queue.length;
  }

  edit(edits: readonly Edit[], note: string): void {
    for (let from = 0; from < edits.length; from += MOST_EDITS) {
      const part = edits.slice(from, from + MOST_EDITS);
      const before = this.transcript.value;
      this.#past.push(before);
      this.#noFuture();
      this.#add({ kind: "edit", edits: part, note, before, after: applyEdits(before, part) });
    }
  }

  undo(): void {
    if (!this.canUndo.value) return;
    const back = this.#past.pop();
    if (back) this.#future.push(this.transcript.value);
    else this.#above = true;
    this.#add({ kind: "undo", after: back });
    this.canUndo.value = this.#past.length > 0 || this.#below;
    this.canRedo.value = true;
  }

  redo(): void {
    if (!this.canRedo.value) return;
    const forth = this.#future.pop();
    if (forth) this.#past.push(this.transcript.value);
    else this.#below = true;
    this.#add({ kind: "redo", after: forth });
    this.canRedo.value = this.#future.length > 0 || this.#above;
  }

  restore(revision: number): void {
    // What undoing leads back to is only known to the server where something else is on its way.
    this.#past = this.pending ? [] : [...this.#past, this.transcript.value];
    this.#below = true;
    this.#noFuture();
    this.#add({ kind: "restore", revision, after: undefined });
  }

  /** Takes the newest version, where nothing of one's own is on its way. */
  async reload(): Promise<void> {
    const version = await this.#server.load();
    if (this.pending) return;
    this.#forget();
    this.#adopt(version);
  }

  /** Takes the newest version if only times are new in it, with all that can be undone; returns whether it did. */
  async refresh(): Promise<boolean> {
    const version = await this.#server.load();
    const { state, transcript } = this;
    if (this.pending || state.peek() !== "saved" || version.revision < this.revision.peek()) return false;
    if (!sameTalk(transcript.peek(), version.transcript)) return false;
    this.#measured = version.revision;
    this.#adopt(version);
    return true;
  }

  /** After a conflict: takes the newest version, and where `keep`, makes one's own changes again on it.
   *  Returns how many of them no longer fit. */
  resolve(keep: boolean): number {
    const newest = this.#newest;
    if (!newest) return 0;
    const own = this.#queue.flatMap((each) => (each.kind === "edit" ? [each] : []));
    this.#queue = [];
    this.#forget();
    this.#newest = null;
    this.state.value = "saved";
    this.#adopt(newest);
    let lost = 0;
    for (const { edits, note, before } of keep ? own : []) {
      const fitting = carryOver(edits, before, this.transcript.value);
      if (fitting) this.edit(fitting, note);
      else lost += 1;
    }
    return lost;
  }

  #noFuture(): void {
    this.#future = [];
    this.#above = this.canRedo.value = false;
  }

  #forget(): void {
    this.#past = [];
    this.#future = [];
    this.#adrift = false;
  }

  #add(operation: Operation): void {
    this.#queue.push(operation);
    batch(() => {
      if (operation.after) this.transcript.value = operation.after;
      this.canUndo.value = true;
      if (this.state.value === "saved") this.state.value = "saving";
    });
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#busy || this.state.value === "conflict") return;
    this.#busy = true;
    try {
      for (let next = this.#queue[0]; next; next = this.#queue[0]) {
        const version = await this.#send(next);
        this.#queue.shift();
        this.#version = version;
        if (next.after === undefined) this.#adrift = this.pending;
        // What only the server knows is shown as soon as it says it; one's own changes stay on top.
        if (this.#queue.every((each) => each.after === undefined)) this.#adopt(version);
      }
      this.state.value = "saved";
    } catch (error) {
      await this.#failed(error);
    } finally {
      this.#busy = false;
    }
    // What had failed is out of the way, and changes were made, or made again, meanwhile.
    if (this.pending && this.state.value === "saving") void this.#work();
  }

  async #send(operation: Operation): Promise<Version> {
    const { etag } = this.#version;
    try {
      switch (operation.kind) {
        case "edit": {
          const edits = this.#fitting(operation);
          if (edits) return await this.#server.edit(etag, edits, operation.note);
          this.problem.value = { message: t("transcript.conflict.lost", { count: 1 }) };
          return this.#version;
        }
        case "undo":
          return await this.#server.undo(etag);
        case "redo":
          return await this.#server.redo(etag);
        case "restore":
          return await this.#server.restore(etag, operation.revision);
      }
    } catch (error) {
      // Somebody went back faster than the server could say that this is the first version.
      const step = operation.kind === "undo" || operation.kind === "redo";
      if (step && error instanceof ApiError && error.status === 409) return this.#version;
      throw error;
    }
  }

  /** The edits of a change for what the server has. */
  #fitting({ edits, before }: Operation & { kind: "edit" }): readonly Edit[] | null {
    return this.#adrift ? carryOver(edits, before, this.#version.transcript) : edits;
  }

  #adopt(version: Version): void {
    this.#version = version;
    batch(() => {
      this.transcript.value = version.transcript;
      this.revision.value = version.revision;
      if (this.pending) return;
      this.#adrift = false;
      this.canUndo.value = version.canUndo;
      this.canRedo.value = version.canRedo;
      if (this.#past.length === 0) this.#below = version.canUndo;
      if (this.#future.length === 0) this.#above = version.canRedo;
    });
  }

  async #failed(error: unknown): Promise<void> {
    if (!(error instanceof ApiError)) throw error;
    const [operation] = this.#queue;
    if (error.status === 0 || error.status >= 500 || error.status === 429) {
      if (operation) operation.tried = true;
      this.#retry("waiting");
      return;
    }
    if (error.status === 401) {
      this.#retry("signed_out");
      return;
    }
    const stale = error.status === 412;
    try {
      this.#newest = await this.#server.load();
    } catch (second) {
      this.#retry(second instanceof ApiError && second.status === 401 ? "signed_out" : "waiting");
      return;
    }
    if (stale && operation?.tried && arrived(operation, this.#version, this.#newest)) {
      // Only the answer was lost on its way.
      this.#queue.shift();
      this.#version = this.#newest;
      this.#newest = null;
      if (!this.pending) this.#adopt(this.#version);
      this.state.value = this.pending ? "saving" : "saved";
      return;
    }
    if (stale) {
      this.state.value = "conflict";
      return;
    }
    // The server does not take it: what it has holds, with all later changes that do not build on this one.
    this.#queue.shift();
    const lost = this.resolve(true);
    const more = lost > 0 ? ` ${t("transcript.conflict.lost", { count: lost })}` : "";
    this.problem.value = { message: error.message + more };
  }

  #retry(state: "waiting" | "signed_out"): void {
    this.state.value = state;
    setTimeout(() => void this.#work(), RETRY);
  }
}

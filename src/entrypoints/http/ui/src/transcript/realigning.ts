/**
 * Has workers find the words that were changed in the recording, and shows how far they are. The times come by
 * themselves; whoever writes meanwhile notices nothing of it.
 */
import { effect, signal } from "@preact/signals";
import { ApiError } from "../shared/api.js";
import type { Transcript } from "./document.js";
import type { Saving } from "./saving.js";

/** How far the server is; see `RealignmentModel` of the API. */
export interface Realignment {
  readonly words: number;
  readonly waiting: boolean;
  readonly working: boolean;
  readonly revision: number;
}

export interface RealignmentServer {
  askRealignment(): Promise<Realignment>;
  realignment(): Promise<Realignment>;
}

export type Finding = "idle" | "finding" | "nobody" | "left";

/** Milliseconds after the last saved change: who goes on writing is not looked after at every step. */
const REST = 2500;
const LOOK = 1000;
const SLOW_LOOK = 5000;
/** Milliseconds after which it is said that no worker has begun. */
const PATIENCE = 20_000;

export class Realigning {
  /** `nobody`: no worker takes it; `left`: some words were not found, and their times stay guesses. */
  readonly state = signal<Finding>("idle");

  readonly #server: RealignmentServer;
  readonly #saving: Saving;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The revision that was asked about last, or the one that the page came with. */
  #settled: number;
  #begun = 0;

  constructor(server: RealignmentServer, saving: Saving) {
    this.#server = server;
    this.#saving = saving;
    this.#settled = saving.revision.peek();
    effect(() => {
      const saved = saving.state.value === "saved";
      const revision = saving.revision.value;
      if (revision === this.#settled || revision === saving.measured) return;
      this.#wait(() => this.#ask(), REST, saved && hasGuesses(saving.transcript.peek()));
    });
  }

  #wait(next: () => Promise<void>, delay: number, really = true): void {
    clearTimeout(this.#timer);
    if (really) this.#timer = setTimeout(() => void next().catch(ignoreServer), delay);
    else this.state.value = "idle";
  }

  async #ask(): Promise<void> {
    if (this.#saving.pending) return;
    this.#settled = this.#saving.revision.peek();
    this.#begun = Date.now();
    await this.#follow(await this.#server.askRealignment());
  }

  async #look(): Promise<void> {
    await this.#follow(await this.#server.realignment());
  }

  async #follow({ waiting, working, words, revision }: Realignment): Promise<void> {
    if (working) this.#begun = Date.now();
    if (waiting) {
      const nobody = Date.now() - this.#begun > PATIENCE;
      this.state.value = nobody ? "nobody" : "finding";
      this.#wait(() => this.#look(), nobody ? SLOW_LOOK : LOOK);
      return;
    }
    this.state.value = words > 0 ? "left" : "idle";
    if (revision > this.#saving.revision.peek() && !this.#saving.pending) await this.#saving.refresh();
  }
}

function hasGuesses({ words }: Transcript): boolean {
  return words.some((word) => word.provenance === "interpolated" && word.confidence === 1);
}

/** A server that does not answer, or is of an older version: the words keep their guesses. */
function ignoreServer(error: unknown): void {
  if (!(error instanceof ApiError)) throw error;
}

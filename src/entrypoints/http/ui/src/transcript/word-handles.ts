/** Two handles on the waveform, at the beginning and the end of the word that the keyboard is on, to drag. */
import { effect } from "@preact/signals";
import type { Span } from "./document.js";
import type { Editor } from "./editor.js";
import type { Window } from "./lanes.js";
import { fitted, moveWord, roomOf } from "./word-time.js";

export class WordHandles {
  readonly #editor: Editor;
  readonly #box: HTMLElement;
  #window: Window | null = null;
  /** Where the word is held while it is dragged. */
  #held: Span | null = null;

  constructor(box: HTMLElement, editor: Editor) {
    this.#box = box;
    this.#editor = editor;
    for (const edge of ["start", "end"] as const) {
      const handle = document.createElement("div");
      handle.className = `handle ${edge}`;
      this.#drag(handle, edge);
      box.append(handle);
    }
    effect(() => {
      this.#place(editor.transcript.value.words[editor.cursor.value]);
    });
  }

  /** Follows the waveform, which shows another stretch. */
  follow(window: Window): void {
    this.#window = window;
    this.#place();
  }

  #place(at: Span | undefined = this.#editor.current.words[this.#editor.cursor.peek()]): void {
    const word = this.#held ?? at;
    const window = this.#window;
    this.#box.hidden = !word || !window;
    if (!word || !window) return;
    this.#box.style.left = `${(word.start - window.start) * window.pixelsPerSecond}px`;
    this.#box.style.width = `${(word.end - word.start) * window.pixelsPerSecond}px`;
  }

  #drag(handle: HTMLElement, edge: "start" | "end"): void {
    let [word, from] = [-1, 0];
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.#editor.player.pause();
      [word, from] = [this.#editor.cursor.peek(), event.clientX];
      handle.setPointerCapture(event.pointerId);
    });
    handle.addEventListener("pointermove", (event) => {
      const old = this.#editor.current.words[word];
      if (!old || !this.#window || !handle.hasPointerCapture(event.pointerId)) return;
      const moved = (event.clientX - from) / this.#window.pixelsPerSecond;
      const wanted = {
        start: old.start,
        end: old.end,
        [edge]: Math.round((old[edge] + moved) * 1000) / 1000,
      };
      // The other edge stays where it is: the dragged one stops before it.
      if (edge === "start") wanted.start = Math.min(wanted.start, Math.max(old.start, old.end - 0.01));
      this.#held = fitted(roomOf(this.#editor.current, word), wanted);
      this.#place();
    });
    const end = (keep: boolean) => {
      const held = this.#held;
      this.#held = null;
      if (keep && held) moveWord(this.#editor, word, held);
      else this.#place();
      word = -1;
    };
    handle.addEventListener("pointerup", () => end(true));
    handle.addEventListener("pointercancel", () => end(false));
  }
}

/** The rows of the transcript on the page: shows them, marks what sounds and where the keyboard is, takes clicks. */
import { effect, untracked } from "@preact/signals";
import { t } from "../shared/texts.js";
import type { Transcript } from "./document.js";
import type { Editor, View, Words } from "./editor.js";
import { explainPause, explainWord } from "./explanation.js";
import { isDoubtful } from "./doubts.js";
import { RowList } from "./row-list.js";
import { type Row, rowAt, rowOfWord } from "./rows.js";
import { Tooltip } from "./tooltip.js";
import { type Place, looksOf, renderRow, renumber } from "./turn-view.js";

const LINE = 29;
const LETTER = 8.1;
const SIDE = 208;
const SLOW = 700;
/** Milliseconds after a click in which nothing is scrolled: it may be the first half of a double click. */
const CLICK = 600;

export class PageView implements View {
  readonly list: RowList;
  readonly #editor: Editor;
  readonly #element: HTMLElement;
  readonly #tooltip = new Tooltip();
  #sounding: number[] = [];
  #letters = 60;
  #stale = false;
  #pressed = -CLICK;

  constructor(element: HTMLElement, editor: Editor) {
    this.#element = element;
    this.#editor = editor;
    element.replaceChildren();
    element.role = "list";
    element.setAttribute("aria-label", t("transcript.label"));
    this.list = new RowList(element, {
      get count() {
        return editor.rows.peek().length;
      },
      estimate: (row) => this.#estimate(row),
      key: (row) => this.#key(row),
      render: (row) => renderRow(...this.#shownAt(row)),
      looks: (row) => looksOf(editor.transcript.peek(), this.#row(row)),
      adopt: (row, element) => {
        const [, shown, place] = this.#shownAt(row);
        renumber(element, shown, place);
      },
      leave: (row) => {
        const editing = editor.editing.peek();
        if (editing?.row === row) queueMicrotask(() => editing.end(true));
      },
    });
    this.list.onShown = () => this.#decorate();
    this.#listen();
    this.#react();
  }

  showWord(word: number, focus: boolean): void {
    const row = rowOfWord(this.#editor.rows.peek(), word);
    this.#bringIntoSight(row);
    const mark = this.#mark(word);
    if (!mark) return;
    const box = mark.getBoundingClientRect();
    const [top, bottom] = this.#edges();
    if (box.top < top || box.bottom > innerHeight - bottom) mark.scrollIntoView({ block: "center" });
    if (focus) mark.focus({ preventScroll: true });
  }

  focusWord(word: number): void {
    this.#mark(word)?.focus({ preventScroll: true });
  }

  said(row: number): HTMLElement | null {
    return this.list.shown.get(row)?.querySelector<HTMLElement>(".said") ?? null;
  }

  redraw(row: number): void {
    this.list.refresh(row);
    this.#decorate();
  }

  marked(): Words | null {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    const words = [...this.#element.querySelectorAll<HTMLElement>(".w")].filter((word) =>
      range.intersectsNode(word),
    );
    const numbers = words.map((word) => Number(word.dataset.w));
    return numbers.length > 0 ? { first: Math.min(...numbers), last: Math.max(...numbers) } : null;
  }

  #react(): void {
    this.#editor.rows.subscribe(() => untracked(() => this.#reset()));
    effect(() => {
      if (!this.#editor.editing.value && this.#stale) untracked(() => this.#reset());
    });
    effect(() => {
      const { value } = this.#editor.cursor;
      untracked(() => this.#markCursor(value));
    });
    effect(() => {
      const sounding = this.#editor.timeline.value.sounding(this.#editor.player.time.value);
      untracked(() => this.#markSounding(sounding));
    });
  }

  #reset(): void {
    // The answer to an earlier change must not take away the paragraph that is being written.
    this.#stale = this.#editor.editing.peek() !== null;
    if (this.#stale) return;
    const focused = document.activeElement?.closest<HTMLElement>(".w");
    this.#letters = Math.max(20, (this.#element.clientWidth - (innerWidth > 640 ? SIDE : 0)) / LETTER);
    this.#tooltip.hide();
    this.list.reset();
    if (focused && !focused.isConnected) this.focusWord(this.#editor.cursor.peek());
  }

  #row(number: number): Row {
    const row = this.#editor.rows.peek()[number];
    if (!row) throw new Error(`There is no row ${number}.`);
    return row;
  }

  #shownAt(number: number): [Transcript, Row, Place] {
    const place = { number, count: this.#editor.rows.peek().length };
    return [this.#editor.transcript.peek(), this.#row(number), place];
  }

  #estimate(number: number): number {
    const row = this.#editor.rows.peek()[number];
    if (row?.kind !== "turn") return LINE + 10;
    return Math.ceil((row.letters + row.pauses.length * 6) / this.#letters) * LINE + (row.opens ? 18 : 8);
  }

  #key(number: number): string {
    const row = this.#editor.rows.peek()[number];
    if (row?.kind !== "turn") return `${row?.start ?? ""}|pause`;
    return `${row.start}|${row.letters}|${row.pauses.length}|${row.opens ? 1 : 0}`;
  }

  // Marks

  #mark(word: number): HTMLElement | null {
    const row = this.list.shown.get(rowOfWord(this.#editor.rows.peek(), word));
    return row?.querySelector<HTMLElement>(`[data-w="${word}"]`) ?? null;
  }

  /** Marks rows that have just been made. */
  #decorate(): void {
    this.#markCursor(this.#editor.cursor.peek());
    this.#paintSounding();
  }

  #markCursor(word: number): void {
    const mark = this.#mark(word);
    // A word that loses its tabindex, be it for a moment, loses the focus.
    for (const old of this.#element.querySelectorAll('.w.cursor, .w[tabindex="0"]')) {
      if (old === mark) continue;
      old.classList.remove("cursor");
      old.removeAttribute("tabindex");
    }
    mark?.classList.add("cursor");
    mark?.setAttribute("tabindex", "0");
  }

  #markSounding(words: number[]): void {
    const before = this.#sounding;
    if (before.length === words.length && before.every((word, index) => word === words[index])) return;
    this.#sounding = words;
    this.#paintSounding();
    const [first] = words;
    const { player, follow, editing } = this.#editor;
    if (first !== undefined && player.playing.peek() && follow.peek() && !editing.peek())
      this.#followTo(first);
  }

  #paintSounding(): void {
    for (const old of this.#element.querySelectorAll(".now, .sounding"))
      old.classList.remove("now", "sounding");
    for (const word of this.#sounding) {
      const mark = this.#mark(word);
      mark?.classList.add("now");
      mark?.closest(".turn")?.classList.add("sounding");
    }
  }

  #followTo(word: number): void {
    if (performance.now() - this.#pressed < CLICK) return;
    const row = rowOfWord(this.#editor.rows.peek(), word);
    this.#bringIntoSight(row);
    const mark = this.#mark(word);
    const box = mark?.getBoundingClientRect();
    const [top, bottom] = this.#edges();
    if (box && (box.top < top || box.bottom > innerHeight - bottom))
      this.list.show(row, Math.min(box.height, 0) + top + 60);
  }

  #bringIntoSight(row: number): void {
    const [begin, end] = this.list.place(row);
    const [top, bottom] = this.#edges();
    const height = innerHeight - top - bottom;
    if (end < top || begin > innerHeight - bottom) this.list.show(row, top + height / 4);
    else if (!this.list.shown.has(row)) this.list.update();
  }

  /** Pixels at the top and bottom of the window that the bars cover. */
  #edges(): [number, number] {
    const height = (selector: string) =>
      document.querySelector(selector)?.getBoundingClientRect().height ?? 0;
    return [height(".bar-top") + 8, height(".dock") + 8];
  }

  // Pointer and focus

  #listen(): void {
    const element = this.#element;
    element.addEventListener("pointerdown", () => (this.#pressed = performance.now()));
    element.addEventListener("click", (event) => this.#click(event));
    element.addEventListener("dblclick", (event) => this.#doubleClick(event));
    // What is scrolled under a pointer that rests is not pointed at before it moves.
    let [rest, waiting] = ["", false];
    const placeOf = (event: PointerEvent) => `${event.clientX} ${event.clientY}`;
    element.addEventListener("pointerover", (event) => {
      waiting = placeOf(event) === rest;
      if (!waiting) this.#explain(event.target, false);
    });
    const moved = (event: PointerEvent) => {
      if (placeOf(event) === rest) return;
      rest = placeOf(event);
      if (waiting) this.#explain(event.target, false);
      waiting = false;
    };
    addEventListener("pointermove", moved, { passive: true });
    element.addEventListener("pointerleave", () => this.#tooltip.hide());
    element.addEventListener("focusin", (event) => this.#explain(event.target, true));
    element.addEventListener("focusout", () => this.#tooltip.hide());
    const stop = () => (this.#editor.follow.value = false);
    addEventListener("wheel", stop, { passive: true });
    addEventListener("touchmove", stop, { passive: true });
  }

  #click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(".editing")) return;
    const act = target?.closest<HTMLElement>("[data-act]")?.dataset.act;
    const row = this.#editor.rows.peek()[Number(target?.closest<HTMLElement>("[data-row]")?.dataset.row)];
    if (act && row?.kind === "turn") {
      this.#editor.cursor.value = row.first;
      if (act === "speaker") this.#editor.askSpeaker("turn");
      else this.#editor.playFrom(row.first);
      return;
    }
    const word = target?.closest<HTMLElement>(".w");
    const selected = getSelection()?.isCollapsed === false;
    if (word && !selected && event.detail < 2) this.#editor.playFrom(Number(word.dataset.w));
    const pause = target?.closest<HTMLElement>("[data-pause]")?.dataset.pause;
    if (pause && !selected) {
      const [start = 0, end = 0] = pause.split(" ").map(Number);
      this.#editor.player.play(start - 0.5, end + 0.5);
    }
  }

  #doubleClick(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const word = target?.closest<HTMLElement>(".w");
    if (!word) return;
    event.preventDefault();
    this.#editor.player.pause();
    this.#editor.edit(Number(word.dataset.w));
  }

  #explain(target: EventTarget | null, byFocus: boolean): void {
    const element = target instanceof Element ? target : null;
    const transcript = this.#editor.transcript.peek();
    const mark = element?.closest<HTMLElement>(".w");
    const word = mark && transcript.words[Number(mark.dataset.w)];
    if (mark && word) {
      const doubtful = isDoubtful(word);
      // Under review the bar says why, and the text around is what one reads.
      if (byFocus && (!doubtful || this.#editor.reviewing.peek())) return this.#tooltip.hide();
      return this.#tooltip.show(mark, explainWord(transcript, word), doubtful ? {} : { delay: SLOW });
    }
    const silent = element?.closest<HTMLElement>("[data-pause]");
    const start = Number(silent?.dataset.pause?.split(" ")[0]);
    const pause = silent && transcript.pauses.find((each) => each.start === start);
    if (silent && pause) return this.#tooltip.show(silent, explainPause(pause));
    this.#tooltip.hide();
  }

  /** The stretch of the recording that is to be seen, in seconds. */
  visibleTimes(): [number, number] {
    const rows = this.#editor.rows.peek();
    const [first, last] = this.list.visible(...this.#edges());
    return [rows[first]?.start ?? 0, rows[last]?.end ?? 0];
  }

  /** Scrolls to what is said at an instant. */
  showTime(time: number): void {
    this.#bringIntoSight(rowAt(this.#editor.rows.peek(), time));
  }
}

/** What the parts of the transcript page share: the transcript, where one is in it, and what can be done. */
import { computed, effect, signal, untracked } from "@preact/signals";
import { t } from "../shared/texts.js";
import { toast } from "../shared/toast.js";
import { type Transcript, labelOf } from "./document.js";
import { nextPlace, placesOf } from "./doubts.js";
import { type Edit, nextSpeaker } from "./edits.js";
import { joined } from "./language.js";
import { type ParagraphEditing, editParagraph } from "./paragraph.js";
import type { Player } from "./player.js";
import { rewrite } from "./rewriting.js";
import { type Row, type TurnRow, rowOfWord, rowsOf } from "./rows.js";
import type { Saving } from "./saving.js";
import { Timeline } from "./timeline.js";
import { turnAround } from "./turns.js";

export type DialogName = "people" | "versions" | "keys" | "speaker" | "split" | "alike" | "time";
export type Scope = "turn" | "selection" | "rest" | "all" | "alike";

/** Words from the first to the last one. */
export interface Words {
  readonly first: number;
  readonly last: number;
}

/** What the page's view does for the editor. */
export interface View {
  /** Brings a word into sight; `focus` puts the keyboard on it. */
  showWord(word: number, focus: boolean): void;
  /** Puts the keyboard on a word where it is in sight. */
  focusWord(word: number): void;
  /** The paragraph's text element, where it is there. */
  said(row: number): HTMLElement | null;
  /** Makes a row anew. */
  redraw(row: number): void;
  /** Words that are marked with the pointer, if any. */
  marked(): Words | null;
}

const BEFORE = 0.4;
const AFTER = 0.5;
/** Letters of marked text that are taken for what is to be found. */
const LONGEST_QUERY = 80;

export class Editor {
  readonly saving: Saving;
  readonly player: Player;
  readonly transcript;
  readonly rows = computed<Row[]>(() => rowsOf(this.transcript.value));
  readonly timeline = computed(() => new Timeline(this.transcript.value.words));
  readonly places = computed(() => placesOf(this.transcript.value));
  /** Number of the word that the keyboard is on. */
  readonly cursor = signal(0);
  readonly reviewing = signal(false);
  readonly follow = signal(true);
  readonly dialog = signal<DialogName | null>(null);
  /** The bar to find and replace, where it is open; a new object puts the keyboard into it. */
  readonly finding = signal<{ text: string | null } | null>(null);
  /** The words that the dialog about a speaker is about. */
  readonly scope = signal<Scope>("turn");
  /** Whom turns that sound alike are to be given to; null is a new speaker. */
  readonly alikeTo = signal<string | null>(null);
  readonly chosen = signal<Words | null>(null);
  readonly editing = signal<ParagraphEditing | null>(null);
  view: View | null = null;

  constructor(saving: Saving, player: Player) {
    this.saving = saving;
    this.player = player;
    this.transcript = saving.transcript;
    effect(() => {
      const { words } = this.transcript.value;
      untracked(() => {
        if (this.cursor.value >= words.length) this.cursor.value = Math.max(0, words.length - 1);
      });
    });
    effect(() => {
      const problem = saving.problem.value;
      if (problem) toast(t("common.error", { message: problem.message }));
    });
    effect(() => {
      if (player.playing.value) this.follow.value = true;
    });
  }

  get current(): Transcript {
    return this.transcript.value;
  }

  /** The place that is reviewed: the one that the keyboard is on. */
  get place() {
    const word = this.cursor.value;
    return this.places.value.findIndex((place) => place.first <= word && word <= place.last);
  }

  // Moving and listening

  goTo(word: number, { focus = true } = {}): void {
    this.cursor.value = Math.max(0, Math.min(word, this.current.words.length - 1));
    this.view?.showWord(this.cursor.value, focus);
  }

  goToRow(direction: 1 | -1): void {
    const rows = this.rows.value;
    for (
      let at = rowOfWord(rows, this.cursor.value) + direction;
      at >= 0 && at < rows.length;
      at += direction
    ) {
      const row = rows[at];
      if (row?.kind === "turn") return this.goTo(row.first);
    }
  }

  playFrom(word: number): void {
    const found = this.current.words[word];
    if (!found) return;
    this.cursor.value = word;
    this.player.play(found.start);
  }

  /** Plays on from where the recording stands, or from the word where the keyboard went meanwhile. */
  togglePlay(): void {
    this.player.toggle();
  }

  goToPlace(direction: 1 | -1): void {
    const places = this.places.value;
    this.reviewing.value = true;
    const place = places[nextPlace(places, this.cursor.value, direction)];
    if (!place) return toast(t("transcript.review.none"));
    this.goTo(place.first);
    this.playPlace();
  }

  /** Plays the place under review, or the word, with a little before and after. */
  playPlace(): void {
    const place = this.places.value[this.place] ?? this.current.words[this.cursor.value];
    if (place) this.player.play(place.start - BEFORE, place.end + AFTER);
  }

  accept(): void {
    const place = this.places.value[this.place];
    const { first, last } = place ?? { first: this.cursor.value, last: this.cursor.value };
    this.saving.edit([{ type: "confirm_words", first, last }], t("transcript.notes.confirm"));
    if (this.reviewing.value) this.goToPlace(1);
  }

  // Correcting

  /** Opens a paragraph for editing, with the caret at a word. */
  edit(word = this.cursor.value): void {
    this.editing.value?.end(true);
    const number = rowOfWord(this.rows.value, word);
    const row = this.rows.value[number];
    if (row?.kind !== "turn") return;
    this.cursor.value = word;
    this.view?.showWord(word, false);
    const said = this.view?.said(number);
    if (!said) return;
    const before = this.current;
    const { language } = before;
    const texts = before.words.slice(row.first, row.last + 1).map((each) => each.text);
    const caret =
      joined(texts.slice(0, word - row.first + 1), language).length - (texts[word - row.first] ?? "").length;
    this.editing.value = editParagraph(
      number,
      said,
      joined(texts, language),
      caret,
      language,
      (text, breakAt) => {
        this.editing.value = null;
        this.view?.redraw(number);
        if (text !== null && !this.#keep(before, row, text)) return;
        if (breakAt !== null) this.#breakAt(row.first + breakAt);
        else if (text === null) this.goTo(word);
      },
    );
  }

  #keep(before: Transcript, row: TurnRow, text: string): boolean {
    const now = this.current;
    for (let index = row.first; index <= row.last; index += 1) {
      if (now.words[index]?.text === before.words[index]?.text) continue;
      toast(t("transcript.newer"));
      return false;
    }
    this.saving.edit(rewrite(now, row.first, row.last, text), t("transcript.notes.text"));
    this.goTo(Math.min(this.cursor.value, row.last));
    return true;
  }

  /** Lets a paragraph begin with a word, where it is inside one. */
  #breakAt(word: number): void {
    this.goTo(word);
    if (this.cursor.value === word && this.breakable) this.beginParagraph();
  }

  /** The words of a scope, seen from the word that the keyboard is on. */
  wordsOf(scope: Scope): Words {
    const word = this.cursor.value;
    if (scope === "selection" && this.chosen.value) return this.chosen.value;
    const turn = turnAround(this.rows.value, word);
    return scope === "rest" ? { first: word, last: turn.last } : turn;
  }

  /** Asks how to split at the word that the keyboard is on. */
  split(): void {
    if (this.breakable) this.dialog.value = "split";
    else toast(t("transcript.split.already"));
  }

  /** Asks who says something. */
  askSpeaker(scope?: Scope): void {
    this.chosen.value = this.view?.marked() ?? null;
    if (this.chosen.value) this.cursor.value = this.chosen.value.first;
    this.scope.value = scope ?? (this.chosen.value ? "selection" : "turn");
    this.dialog.value = "speaker";
  }

  /** Gives words to a speaker, or to a new one with null. */
  assign(scope: Scope, speaker: string | null): void {
    if (scope === "alike") {
      this.alikeTo.value = speaker;
      this.dialog.value = "alike";
      return;
    }
    const edits: Edit[] = speaker === null ? [{ type: "add_speaker", name: null }] : [];
    const to = speaker ?? nextSpeaker(this.current);
    const own = this.current.words[this.cursor.value]?.speaker ?? null;
    if (scope === "all" && own !== null) {
      if (own === to) return;
      edits.push({ type: "merge_speakers", speaker: own, into: to });
    } else {
      edits.push({ type: "reassign_words", ...this.wordsOf(scope), speaker: to });
    }
    this.saving.edit(edits, t("transcript.notes.speaker"));
  }

  /** Gives the marked words, or the turn, to the speaker of a number from 1. */
  assignNumber(number: number): void {
    const speaker = this.current.speakers[number - 1];
    if (!speaker) return;
    this.chosen.value = this.view?.marked() ?? null;
    if (this.chosen.value) this.cursor.value = this.chosen.value.first;
    this.assign(this.chosen.value ? "selection" : "turn", speaker.id);
    toast(
      t("transcript.edit.speaker_to", {
        what: t(this.chosen.value ? "transcript.speaker.selection" : "transcript.speaker.turn"),
        name: labelOf(this.current, speaker.id),
      }),
    );
  }

  /** Opens the bar to find text, with the marked text where there is some. */
  find(): void {
    const marked = getSelection()?.toString().trim().replace(/\s+/gu, " ") ?? "";
    this.editing.value?.end(true);
    this.finding.value = { text: marked.length > 0 && marked.length <= LONGEST_QUERY ? marked : null };
  }

  /** Whether a paragraph could begin with the word that the keyboard is on: where none does that has a name. */
  get breakable(): boolean {
    const row = this.rows.value[rowOfWord(this.rows.value, this.cursor.value)];
    return row?.kind === "turn" && !(row.opens && row.first === this.cursor.value);
  }

  /** Lets a paragraph begin with the word that the keyboard is on, though its speaker goes on. */
  beginParagraph(): void {
    const word = this.current.words[this.cursor.value];
    if (!word || !this.breakable) return toast(t("transcript.split.already"));
    const edits: Edit[] = [{ type: "begin_paragraph", word: this.cursor.value }];
    this.saving.edit(edits, t("transcript.notes.paragraph"));
    // What somebody else says meanwhile stands before the new paragraph then.
    this.goTo(this.current.words.indexOf(word));
  }

  /** Makes the paragraph one with the one before it, of which speaker that ever is. */
  joinWithBefore(): void {
    const row = this.rows.value[rowOfWord(this.rows.value, this.cursor.value)];
    if (row?.kind !== "turn" || row.first === 0) return;
    const before = this.current.words[row.first - 1]?.speaker ?? null;
    if (before === row.speaker) {
      const edits: Edit[] = [{ type: "join_paragraphs", word: row.first }];
      this.saving.edit(edits, t("transcript.notes.paragraph"));
    } else if (before !== null) {
      const turn = turnAround(this.rows.value, this.cursor.value);
      this.saving.edit([{ type: "reassign_words", ...turn, speaker: before }], t("transcript.notes.turns"));
    }
  }
}

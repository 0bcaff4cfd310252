/** Editing the text of a paragraph in its place. */
import { t } from "../shared/texts.js";
import { wordsIn } from "./language.js";

export interface ParagraphEditing {
  readonly row: number;
  /** Keeps what was written (or not) and ends; harmless when it ended already. */
  end(keep: boolean): void;
}

/**
 * Makes a paragraph editable, with the caret before the letter `caret` of its text.
 *
 * `onEnd` gets the new text, or null where it is to stay as it was, and how many words stand before the place where
 * it is to be broken in two, or null.
 */
export function editParagraph(
  row: number,
  said: HTMLElement,
  text: string,
  caret: number,
  language: string,
  onEnd: (text: string | null, breakAt: number | null) => void,
): ParagraphEditing {
  said.textContent = text;
  said.contentEditable = "plaintext-only";
  said.role = "textbox";
  said.ariaMultiLine = "true";
  said.setAttribute("aria-label", t("transcript.edit.label"));
  said.spellcheck = true;
  said.classList.add("editing");
  let open = true;
  const end = (keep: boolean, split = false) => {
    if (!open) return;
    open = false;
    const written = said.textContent;
    const breakAt = split ? wordsBefore(written, caretIn(said), language) : null;
    said.contentEditable = "inherit";
    said.classList.remove("editing");
    help.remove();
    onEnd(keep && written !== text ? written : null, breakAt);
  };
  // Not at once: the browser may be in the middle of taking the paragraph away.
  said.addEventListener("blur", () => queueMicrotask(() => end(true)));
  said.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" || event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      end(event.key === "Enter", event.key === "Enter" && event.shiftKey);
    }
  });
  const help = document.createElement("div");
  help.className = "editing-help help";
  help.textContent = t("transcript.edit.help");
  said.after(help);
  said.focus({ preventScroll: true });
  placeCaret(said, caret);
  // All that is written, and not only the word, is to be seen above the player.
  if (said.offsetHeight < innerHeight / 2) said.scrollIntoView({ block: "nearest" });
  return { row, end };
}

/** Words of a text that end at a letter or before it. */
export function wordsBefore(text: string, caret: number, language: string): number {
  const words = wordsIn(text, language);
  let [count, from] = [0, 0];
  for (const word of words) {
    // A mark that stands alone belongs to a word with whatever space there is between them.
    for (const piece of word.split(/\s+/u)) from = text.indexOf(piece, from) + piece.length;
    if (from > caret) break;
    count += 1;
  }
  return count;
}

function caretIn(said: HTMLElement): number {
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0) return said.textContent.length;
  const before = document.createRange();
  before.selectNodeContents(said);
  const { startContainer, startOffset } = selection.getRangeAt(0);
  if (!said.contains(startContainer)) return said.textContent.length;
  before.setEnd(startContainer, startOffset);
  return before.toString().length;
}

function placeCaret(said: HTMLElement, caret: number): void {
  const node = said.firstChild;
  if (!node) return;
  getSelection()?.collapse(node, Math.min(caret, node.textContent?.length ?? 0));
}

/** Editing the text of a paragraph in its place. */
import { t } from "../shared/texts.js";

export interface ParagraphEditing {
  readonly row: number;
  /** Keeps what was written (or not) and ends; harmless when it ended already. */
  end(keep: boolean): void;
}

/**
 * Makes a paragraph editable, with the caret before the letter `caret` of its text.
 *
 * `onEnd` gets the new text, or null where it is to stay as it was.
 */
export function editParagraph(
  row: number,
  said: HTMLElement,
  text: string,
  caret: number,
  onEnd: (text: string | null) => void,
): ParagraphEditing {
  said.textContent = text;
  said.contentEditable = "plaintext-only";
  said.role = "textbox";
  said.ariaMultiLine = "true";
  said.setAttribute("aria-label", t("transcript.edit.label"));
  said.spellcheck = true;
  said.classList.add("editing");
  let open = true;
  const end = (keep: boolean) => {
    if (!open) return;
    open = false;
    const written = said.textContent;
    said.contentEditable = "inherit";
    said.classList.remove("editing");
    onEnd(keep && written !== text ? written : null);
  };
  // Not at once: the browser may be in the middle of taking the paragraph away.
  said.addEventListener("blur", () => queueMicrotask(() => end(true)));
  said.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" || event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      end(event.key === "Enter");
    }
  });
  said.focus({ preventScroll: true });
  placeCaret(said, caret);
  return { row, end };
}

function placeCaret(said: HTMLElement, caret: number): void {
  const node = said.firstChild;
  if (!node) return;
  getSelection()?.collapse(node, Math.min(caret, node.textContent?.length ?? 0));
}

/** Splits what somebody says at a word: into paragraphs, or the rest of it is somebody else's. */
import { Dialog } from "../shared/dialog.js";
import { t } from "../shared/texts.js";
import { colourOf } from "./document.js";
import type { Editor } from "./editor.js";
import { joined } from "./language.js";
import { SpeakerChoices, speakerOfKey } from "./speaker-choices.js";

/** Words on both sides that are shown. */
const AROUND = 5;

export function SplitDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const { words, language } = editor.transcript.value;
  const at = editor.cursor.value;
  const own = words[at]?.speaker ?? null;
  const { first, last } = editor.wordsOf("turn");
  const textOf = (from: number, until: number) =>
    joined(
      words.slice(Math.max(from, first), Math.min(until, last + 1)).map(({ text }) => text),
      language,
    );
  const give = (speaker: string | null) => {
    onClose();
    if (speaker === own && own !== null) editor.beginParagraph();
    else editor.assign("rest", speaker);
  };
  const begin = () => {
    onClose();
    editor.beginParagraph();
  };
  return (
    <Dialog
      title={t("transcript.split.title")}
      onClose={onClose}
      onGone={() => editor.view?.focusWord(editor.cursor.value)}
      onKeyDown={(event) => {
        const speaker = speakerOfKey(editor, event.key);
        if (speaker === undefined && event.key.toLowerCase() !== "t") return;
        // The dialog is closed before the key arrives at the page, where it would mean something else.
        event.preventDefault();
        if (speaker === undefined) begin();
        else give(speaker);
      }}
    >
      <p class="split-place" lang={language} dir="auto">
        {at - AROUND > first && "… "}
        {textOf(at - AROUND, at)} <span aria-hidden="true">¶</span> {textOf(at, at + AROUND)}
        {at + AROUND <= last && " …"}
      </p>
      <ul class="speakers">
        <li>
          <button
            type="button"
            data-first=""
            class={`speaker-${colourOf(editor.transcript.value, own)}`}
            onClick={begin}
          >
            <span class="swatch" /> {t("transcript.split.paragraph")} <kbd aria-hidden="true">T</kbd>
          </button>
        </li>
        <SpeakerChoices editor={editor} own={own} others onChoose={give} />
      </ul>
    </Dialog>
  );
}

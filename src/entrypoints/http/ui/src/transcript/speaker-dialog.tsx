/** Gives a turn, chosen words, the rest of a turn, or everything of somebody, to a speaker. */
import { Dialog } from "../shared/dialog.js";
import { t } from "../shared/texts.js";
import { labelOf } from "./document.js";
import type { Editor, Scope } from "./editor.js";
import { SpeakerChoices, speakerOfKey } from "./speaker-choices.js";

export function SpeakerDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const transcript = editor.transcript.value;
  const own = transcript.words[editor.cursor.value]?.speaker ?? null;
  const scopes: Scope[] = ["turn", "alike", "rest"];
  if (editor.chosen.value) scopes.unshift("selection");
  if (own !== null) scopes.push("all");
  const give = (speaker: string | null) => {
    onClose();
    editor.assign(editor.scope.value, speaker);
  };
  return (
    <Dialog
      title={t("transcript.speaker.title")}
      onClose={onClose}
      onGone={() => editor.view?.focusWord(editor.cursor.value)}
      onKeyDown={(event) => {
        const speaker = speakerOfKey(editor, event.key);
        if (speaker === undefined) return;
        // The dialog is closed before the key arrives at the page, where it would mean something else.
        event.preventDefault();
        give(speaker);
      }}
    >
      <fieldset class="choices">
        <legend class="visually-hidden">{t("transcript.speaker.scope")}</legend>
        {scopes.map((scope) => (
          <label key={scope} class="choice">
            <input
              type="radio"
              name="scope"
              data-first={editor.scope.value === scope ? "" : undefined}
              checked={editor.scope.value === scope}
              onChange={() => (editor.scope.value = scope)}
            />{" "}
            {scope === "all"
              ? t("transcript.speaker.all", { name: labelOf(transcript, own) })
              : t(`transcript.speaker.${scope}`)}
          </label>
        ))}
      </fieldset>
      <ul class="speakers">
        <SpeakerChoices editor={editor} own={own} onChoose={give} />
      </ul>
    </Dialog>
  );
}

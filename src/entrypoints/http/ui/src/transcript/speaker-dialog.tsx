/** Gives a turn, chosen words, the rest of a turn, or everything of somebody, to a speaker. */
import { Dialog } from "../shared/dialog.js";
import { t } from "../shared/texts.js";
import { colourOf, labelOf } from "./document.js";
import type { Editor, Scope } from "./editor.js";

export function SpeakerDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const transcript = editor.transcript.value;
  const own = transcript.words[editor.cursor.value]?.speaker ?? null;
  const scopes: Scope[] = ["turn", "alike", "rest"];
  if (editor.chosen.value) scopes.unshift("selection");
  if (own !== null) scopes.push("all");
  const splitting = editor.scope.value === "rest" && editor.breakable;
  const begin = () => {
    onClose();
    editor.beginParagraph();
  };
  const give = (speaker: string | null) => {
    onClose();
    editor.assign(editor.scope.value, speaker);
  };
  return (
    <Dialog
      title={t(splitting ? "transcript.split.title" : "transcript.speaker.title")}
      onClose={onClose}
      onGone={() => editor.view?.focusWord(editor.cursor.value)}
      onKeyDown={(event) => {
        const speaker = /^[1-9]$/.test(event.key) ? transcript.speakers[Number(event.key) - 1] : undefined;
        const paragraph = splitting && event.key.toLowerCase() === "t";
        if (!speaker && !paragraph) return;
        // The dialog is closed before the key arrives at the page, where it would mean something else.
        event.preventDefault();
        if (speaker) give(speaker.id);
        else begin();
      }}
    >
      <fieldset class="choices">
        <legend class="visually-hidden">{t("transcript.speaker.scope")}</legend>
        {scopes.map((scope) => (
          <label key={scope} class="choice">
            <input
              type="radio"
              name="scope"
              data-first={editor.scope.value === scope && !splitting ? "" : undefined}
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
        {splitting && (
          <li>
            <button type="button" data-first="" onClick={begin}>
              {t("transcript.split.paragraph")} <kbd aria-hidden="true">T</kbd>
            </button>
          </li>
        )}
        {transcript.speakers.map((speaker, index) => (
          <li key={speaker.id}>
            <button
              type="button"
              class={`speaker-${colourOf(transcript, speaker.id)}`}
              aria-current={speaker.id === own}
              onClick={() => give(speaker.id)}
            >
              <span class="swatch" /> {labelOf(transcript, speaker.id)}{" "}
              {index < 9 && <kbd aria-hidden="true">{index + 1}</kbd>}
            </button>
          </li>
        ))}
        <li>
          <button type="button" onClick={() => give(null)}>
            {t("transcript.speaker.new")}
          </button>
        </li>
      </ul>
    </Dialog>
  );
}

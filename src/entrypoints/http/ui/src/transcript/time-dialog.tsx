/** Says when a word was said: beginning and end as numbers, the arrow keys by hundredths, with a way to listen. */
import { useSignal } from "@preact/signals";
import { Dialog } from "../shared/dialog.js";
import { language, t } from "../shared/texts.js";
import type { Editor } from "./editor.js";
import { fitted, moveWord, roomOf } from "./word-time.js";

const seconds = new Intl.NumberFormat(language, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  useGrouping: false,
});

export function TimeDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const transcript = editor.transcript.value;
  const number = editor.cursor.value;
  const word = transcript.words[number];
  const start = useSignal((word?.start ?? 0).toFixed(3));
  const end = useSignal((word?.end ?? 0).toFixed(3));
  if (!word) return null;
  const room = roomOf(transcript, number);
  // A field that shows what it showed keeps the exact time behind it.
  const time = (field: string, exact: number) =>
    field === exact.toFixed(3) || field === "" ? exact : Number(field);
  const wanted = () => fitted(room, { start: time(start.value, word.start), end: time(end.value, word.end) });
  return (
    <Dialog
      title={t("transcript.time.title", { word: word.text })}
      onClose={onClose}
      onGone={() => editor.view?.focusWord(number)}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          moveWord(editor, number, wanted());
          onClose();
        }}
      >
        <p class="help">
          {t("transcript.time.room", {
            from: seconds.format(room.earliest),
            to: seconds.format(room.latest),
          })}
        </p>
        <div class="row">
          {([start, end] as const).map((field, index) => (
            <label key={index}>
              {t(index === 0 ? "transcript.time.start" : "transcript.time.end")}
              <input
                type="number"
                step="0.01"
                data-first={index === 0 ? "" : undefined}
                value={field.value}
                onInput={(event) => (field.value = event.currentTarget.value)}
              />
            </label>
          ))}
        </div>
        <div class="row">
          <button class="primary">{t("transcript.time.keep")}</button>
          <button
            type="button"
            onClick={() => {
              const span = wanted();
              editor.player.play(span.start, span.end);
            }}
          >
            {t("transcript.time.listen")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

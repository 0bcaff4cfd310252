/** The speakers of a transcript to choose from, with the digit of each, and a new one. */
import { t } from "../shared/texts.js";
import { colourOf, labelOf } from "./document.js";
import type { Editor } from "./editor.js";

interface Props {
  editor: Editor;
  /** The one whose it is. */
  own: string | null;
  /** Whether the own one is left out. */
  others?: boolean;
  onChoose: (speaker: string | null) => void;
}

export function SpeakerChoices({ editor, own, others = false, onChoose }: Props) {
  const transcript = editor.transcript.value;
  return (
    <>
      {transcript.speakers.map(
        ({ id }, index) =>
          (!others || id !== own) && (
            <li key={id}>
              <button
                type="button"
                class={`speaker-${colourOf(transcript, id)}`}
                aria-current={id === own}
                onClick={() => onChoose(id)}
              >
                <span class="swatch" /> {labelOf(transcript, id)}{" "}
                {index < 9 && <kbd aria-hidden="true">{index + 1}</kbd>}
              </button>
            </li>
          ),
      )}
      <li>
        <button type="button" onClick={() => onChoose(null)}>
          {t("transcript.speaker.new")}
        </button>
      </li>
    </>
  );
}

/** The speaker of a digit that is pressed, where there is one. */
export function speakerOfKey(editor: Editor, key: string): string | undefined {
  return /^[1-9]$/.test(key) ? editor.current.speakers[Number(key) - 1]?.id : undefined;
}

/** Speakers: samples to listen to, names, merging two that are one person. */
import { Dialog } from "../shared/dialog.js";
import { Icon } from "../shared/icons.js";
import { language, t } from "../shared/texts.js";
import { type Speaker, type Transcript, colourOf, labelOf } from "./document.js";
import type { Editor } from "./editor.js";
import { samplesOf, talkOf } from "./samples.js";
import { clock } from "./times.js";

export function PeopleDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const transcript = editor.transcript.value;
  const here = transcript.words[editor.cursor.peek()]?.speaker ?? null;
  const close = () => {
    editor.player.pause();
    onClose();
  };
  return (
    <Dialog title={t("transcript.people.title")} onClose={close} class="wide">
      <p class="help">
        {t(transcript.speakers.length > 0 ? "transcript.people.help" : "transcript.people.none")}
      </p>
      <ul class="people">
        {transcript.speakers.map((speaker) => (
          <Person
            key={speaker.id}
            editor={editor}
            transcript={transcript}
            speaker={speaker}
            first={speaker.id === here}
          />
        ))}
      </ul>
      <button
        type="button"
        onClick={() => editor.saving.edit([{ type: "add_speaker", name: null }], t("transcript.notes.names"))}
      >
        {t("transcript.people.add")}
      </button>
    </Dialog>
  );
}

interface PersonProps {
  editor: Editor;
  transcript: Transcript;
  speaker: Speaker;
  /** Whether the dialog begins here. */
  first: boolean;
}

function Person({ editor, transcript, speaker, first }: PersonProps) {
  const { id, name } = speaker;
  const label = labelOf(transcript, id);
  const talk = talkOf(transcript, id);
  const all = transcript.speakers.reduce((sum, each) => sum + talkOf(transcript, each.id), 0);
  const share = new Intl.NumberFormat(language, { style: "percent" }).format(all > 0 ? talk / all : 0);
  const rename = (value: string) => {
    if ((value.trim() || null) === name) return;
    editor.saving.edit(
      [{ type: "rename_speaker", speaker: id, name: value.trim() || null }],
      t("transcript.notes.names"),
    );
  };
  return (
    <li class={`person speaker-${colourOf(transcript, id)}`}>
      <span class="swatch" />
      <input
        aria-label={`${t("transcript.people.name")}: ${label}`}
        data-first={first ? "" : undefined}
        value={name ?? ""}
        placeholder={id}
        maxLength={200}
        onChange={(event) => rename(event.currentTarget.value)}
      />
      <span class="help">{t("transcript.people.time", { time: clock(talk), share })}</span>
      <span class="samples">
        {samplesOf(transcript, id).map((sample, index) => (
          <button
            key={sample.start}
            type="button"
            class="quiet"
            aria-label={`${label}: ${t("transcript.people.sample", { number: index + 1, time: clock(sample.start) })}`}
            onClick={() => editor.player.play(sample.start, sample.end)}
          >
            <Icon name="play" /> {clock(sample.start)}
          </button>
        ))}
      </span>
      {transcript.speakers.length > 1 && (
        <select
          aria-label={t("transcript.people.merge_of", { name: label })}
          value=""
          onChange={(event) =>
            editor.saving.edit(
              [{ type: "merge_speakers", speaker: id, into: event.currentTarget.value }],
              t("transcript.notes.merge"),
            )
          }
        >
          <option value="">{t("transcript.people.merge")}</option>
          {transcript.speakers
            .filter((other) => other.id !== id)
            .map((other) => (
              <option key={other.id} value={other.id}>
                {labelOf(transcript, other.id)}
              </option>
            ))}
        </select>
      )}
    </li>
  );
}

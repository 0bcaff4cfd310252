/** Where recordings come from: dropped, chosen, pasted, or recorded now. */
import { signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { language, t } from "../shared/texts.js";
import { looksLikeRecording } from "./files.js";
import { canRecord, Microphone } from "./microphone.js";

const microphone = new Microphone();

/** What is wrong with where recordings should come from; empty while nothing is. */
export const trouble = signal("");

/** Every browser knows it, the types do not. */
const WHOLE_FOLDER = { webkitdirectory: true };

export const dragging = signal(false);

/** Takes files, or says that there were none among what was given. */
export function takeOrSay(files: File[], take: (files: File[]) => void): void {
  trouble.value = files.length ? "" : t("upload.no_sound_files");
  take(files);
}

interface Properties {
  accept: string;
  take: (files: File[]) => void;
}

export function Sources({ accept, take }: Properties) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const chosen = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const all = [...(input.files ?? [])];
    takeOrSay(input === folder.current ? all.filter(looksLikeRecording) : all, take);
    input.value = "";
  };
  return (
    <div class={`drop ${dragging.value ? "over" : ""}`}>
      {microphone.recording.value ? (
        <Recording take={take} />
      ) : (
        <>
          <p class="drop-text">{t(dragging.value ? "upload.drop_now" : "upload.drop")}</p>
          <div class="row">
            <button type="button" class="primary" onClick={() => files.current?.click()}>
              {t("upload.choose")}
            </button>
            <button type="button" onClick={() => folder.current?.click()}>
              {t("upload.choose_folder")}
            </button>
            {canRecord() && (
              <button type="button" onClick={() => void record()}>
                <span class="dot" aria-hidden="true" />
                {t("upload.record")}
              </button>
            )}
          </div>
          <p class="help">{t("upload.paste_hint", { keys: pasteKeys() })}</p>
        </>
      )}
      {trouble.value && (
        <p class="problem" role="alert">
          {trouble.value}
        </p>
      )}
      <input ref={files} type="file" hidden multiple accept={accept} onChange={chosen} data-files />
      <input ref={folder} type="file" hidden {...WHOLE_FOLDER} onChange={chosen} data-folder />
    </div>
  );
}

function Recording({ take }: { take: (files: File[]) => void }) {
  const seconds = microphone.seconds.value;
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const finish = async () => {
    const when = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(
      new Date(),
    );
    const name = t("upload.recorded", { when }).replace(/[/\\:]/g, "-");
    take([await microphone.finish(name)]);
  };
  return (
    <>
      <p class="drop-text" role="status">
        <span class="dot live" aria-hidden="true" />
        {t("upload.recording")}
      </p>
      <div class="row">
        <span class="number" role="timer">
          {clock}
        </span>
        <meter class="level" min={0} max={1} value={microphone.level.value} aria-hidden="true" />
        <button type="button" class="primary" onClick={() => void finish()}>
          {t("upload.stop")}
        </button>
        <button type="button" class="quiet" onClick={() => microphone.discard()}>
          {t("upload.discard")}
        </button>
      </div>
    </>
  );
}

async function record(): Promise<void> {
  trouble.value = "";
  try {
    await microphone.start();
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    const known = { NotAllowedError: t("upload.not_allowed"), NotFoundError: t("upload.no_device") };
    const message = name in known ? known[name as keyof typeof known] : name || String(error);
    trouble.value = t("upload.no_microphone", { message });
  }
}

const pasteKeys = () =>
  navigator.userAgent.includes("Mac") ? "⌘V" : language === "de" ? "Strg+V" : "Ctrl+V";

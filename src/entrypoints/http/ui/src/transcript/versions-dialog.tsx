/** All versions of the transcript; an earlier one can be made the newest again. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ApiError } from "../shared/api.js";
import { Dialog } from "../shared/dialog.js";
import { momentOf } from "../shared/moments.js";
import { t } from "../shared/texts.js";
import type { Editor } from "./editor.js";
import type { Revision, TranscriptApi } from "./transcript-api.js";

interface Props {
  editor: Editor;
  api: TranscriptApi;
  onClose: () => void;
}

export function VersionsDialog({ editor, api, onClose }: Props) {
  const revisions = useSignal<readonly Revision[]>([]);
  const problem = useSignal("");
  const newest = editor.saving.revision.value;
  useEffect(() => {
    api
      .revisions()
      .then((found) => (revisions.value = found.slice().sort((a, b) => b.number - a.number)))
      .catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        problem.value = error.message;
      });
  }, [api, newest]);
  return (
    <Dialog title={t("transcript.versions.title")} onClose={onClose} class="wide">
      <p class="help">{t("transcript.versions.help")}</p>
      {problem.value && <p class="problem">{t("common.error", { message: problem.value })}</p>}
      <ol class="versions">
        {revisions.value.map((revision) => (
          <li key={revision.number}>
            <span>
              <strong>{t("transcript.versions.number", { number: revision.number })}</strong>{" "}
              {revision.number === newest && <span class="badge">{t("transcript.versions.current")}</span>}
              <span class="help">
                {t("transcript.versions.by", {
                  kind: t(`transcript.versions.kinds.${revision.kind}`),
                  author: revision.author,
                })}
                {revision.note && ` · ${revision.note}`}
              </span>
            </span>
            <time class="help" dateTime={revision.created}>
              {momentOf(revision.created)}
            </time>
            <button
              type="button"
              disabled={revision.number === newest}
              aria-label={`${t("transcript.versions.restore")}: ${t("transcript.versions.number", { number: revision.number })}`}
              onClick={() => {
                editor.saving.restore(revision.number);
                onClose();
              }}
            >
              {t("transcript.versions.restore")}
            </button>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

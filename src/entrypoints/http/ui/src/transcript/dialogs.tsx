/** The dialogs of the page; at most one is open. */
import { t } from "../shared/texts.js";
import { toast } from "../shared/toast.js";
import { Dialog } from "../shared/dialog.js";
import { AlikeDialog } from "./alike-dialog.js";
import type { Editor } from "./editor.js";
import { KeysDialog } from "./keys-dialog.js";
import { PeopleDialog } from "./people-dialog.js";
import { SpeakerDialog } from "./speaker-dialog.js";
import { SplitDialog } from "./split-dialog.js";
import { TimeDialog } from "./time-dialog.js";
import type { TranscriptApi } from "./transcript-api.js";
import { VersionsDialog } from "./versions-dialog.js";

export function Dialogs({ editor, api }: { editor: Editor; api: TranscriptApi }) {
  const close = () => (editor.dialog.value = null);
  if (editor.saving.state.value === "conflict") return <ConflictDialog editor={editor} />;
  switch (editor.dialog.value) {
    case "people":
      return <PeopleDialog editor={editor} onClose={close} />;
    case "speaker":
      return <SpeakerDialog editor={editor} onClose={close} />;
    case "split":
      return <SplitDialog editor={editor} onClose={close} />;
    case "alike":
      return <AlikeDialog editor={editor} api={api} onClose={close} />;
    case "versions":
      return <VersionsDialog editor={editor} api={api} onClose={close} />;
    case "time":
      return <TimeDialog editor={editor} onClose={close} />;
    case "keys":
      return <KeysDialog onClose={close} />;
    case null:
      return null;
  }
}

function ConflictDialog({ editor }: { editor: Editor }) {
  const resolve = (keep: boolean) => {
    const lost = editor.saving.resolve(keep);
    if (lost > 0) toast(t("transcript.conflict.lost", { count: lost }));
  };
  return (
    <Dialog
      title={t("transcript.conflict.title")}
      onClose={() => editor.saving.state.value === "conflict" && resolve(true)}
    >
      <p>{t("transcript.conflict.text")}</p>
      <div class="row">
        <button type="button" class="primary" onClick={() => resolve(true)}>
          {t("transcript.conflict.keep")}
        </button>
        <button type="button" class="danger" onClick={() => resolve(false)}>
          {t("transcript.conflict.drop")}
        </button>
      </div>
    </Dialog>
  );
}

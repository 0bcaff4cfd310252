/** The bar above the transcript: undo, find, review, speakers, versions, keys, and whether all is saved. */
import type { ReadonlySignal } from "@preact/signals";
import { type IconName, Icon } from "../shared/icons.js";
import { t } from "../shared/texts.js";
import type { Editor } from "./editor.js";
import { FindBar } from "./find-bar.js";
import type { Finding } from "./realigning.js";
import { newer } from "./watching.js";

interface ToolbarProps {
  editor: Editor;
  /** How far workers are in finding changed words. */
  finding: ReadonlySignal<Finding>;
}

export function Toolbar({ editor, finding }: ToolbarProps) {
  const { saving } = editor;
  const doubts = editor.places.value.length;
  return (
    <>
      <div class="tools" role="toolbar" aria-label={t("transcript.toolbar.label")}>
        <Tool
          icon="undo"
          label={t("transcript.toolbar.undo")}
          off={!saving.canUndo.value}
          onClick={() => saving.undo()}
          bare
        />
        <Tool
          icon="redo"
          label={t("transcript.toolbar.redo")}
          off={!saving.canRedo.value}
          onClick={() => saving.redo()}
          bare
        />
        <Tool icon="edit" label={t("transcript.review.fix")} onClick={() => editor.edit()} bare />
        <Tool icon="split" label={t("transcript.toolbar.split")} onClick={() => editor.split()} bare />
        <Tool icon="join" label={t("transcript.toolbar.join")} onClick={() => editor.joinWithBefore()} bare />
        <Tool
          icon="time"
          label={t("transcript.toolbar.time")}
          off={editor.transcript.value.words.length === 0}
          onClick={() => (editor.dialog.value = "time")}
          bare
        />
        <Tool icon="find" label={t("transcript.toolbar.find")} onClick={() => editor.find()} />
        <Tool
          icon="people"
          label={t("transcript.toolbar.people")}
          onClick={() => (editor.dialog.value = "people")}
        />
        <Tool
          icon="versions"
          label={t("transcript.toolbar.versions")}
          onClick={() => (editor.dialog.value = "versions")}
        />
        <Tool
          icon="keys"
          label={t("transcript.toolbar.keys")}
          onClick={() => (editor.dialog.value = "keys")}
        />
        <button type="button" class="start-review" onClick={() => editor.goToPlace(1)}>
          {t("transcript.toolbar.review")} <span class="badge">{doubts}</span>
        </button>
        <span class="finding" role="status">
          {finding.value !== "idle" && t(`transcript.realign.${finding.value}`)}
        </span>
        <span class={`save ${saving.state.value}`} role="status">
          {t(`transcript.save.${saving.state.value}`)}
        </span>
      </div>
      {newer.value && (
        <p class="newer" role="status">
          {t("transcript.newer")}{" "}
          <button type="button" onClick={() => void saving.reload()}>
            {t("transcript.newer_load")}
          </button>
        </p>
      )}
      {editor.finding.value && <FindBar editor={editor} />}
    </>
  );
}

interface ToolProps {
  icon: IconName;
  label: string;
  off?: boolean;
  /** Only the icon is shown, on wide screens too. */
  bare?: boolean;
  onClick: () => void;
}

function Tool({ icon, label, off = false, bare = false, onClick }: ToolProps) {
  return (
    <button
      type="button"
      class="quiet tool"
      data-icon={icon}
      aria-label={label}
      title={label}
      disabled={off}
      onClick={onClick}
    >
      <Icon name={icon} />
      {!bare && <span>{label}</span>}
    </button>
  );
}

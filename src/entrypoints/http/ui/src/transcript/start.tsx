/** Builds the editor around the transcript that the server sent. */
import type { render as preactRender } from "preact";
import { t } from "../shared/texts.js";
import { arrive } from "./arriving.js";
import { Dialogs } from "./dialogs.js";
import { Dock } from "./dock.js";
import { Editor } from "./editor.js";
import { listenToKeys } from "./keyboard.js";
import { PageView } from "./page-view.js";
import { Player } from "./player.js";
import { Realigning } from "./realigning.js";
import { Saving } from "./saving.js";
import { Toolbar } from "./toolbar.js";
import { TranscriptApi } from "./transcript-api.js";
import { watchVersions } from "./watching.js";

export async function startEditor(page: HTMLElement, render: typeof preactRender): Promise<void> {
  const api = new TranscriptApi(page.dataset.transcript ?? "");
  const version = await api.load();
  const media = document.createElement("audio");
  media.preload = "metadata";
  media.src = api.audio;
  // Before anything is measured: rows look different in the editor.
  document.documentElement.classList.add("with-editor");
  const editor = new Editor(new Saving(api, version), new Player(media));
  const place = (name: string, before?: Element) => {
    const element = document.createElement("div");
    element.className = name;
    if (before) before.before(element);
    else document.body.append(element);
    return element;
  };
  const top = place("bar-top", page);
  const dock = place("dock");
  dock.role = "region";
  dock.ariaLabel = t("transcript.player.label");
  const realigning = new Realigning(api, editor.saving);
  render(<Toolbar editor={editor} finding={realigning.state} />, top);
  const view = new PageView(page, editor);
  editor.view = view;
  render(<Dock editor={editor} view={view} api={api} nonce={page.dataset.nonce ?? ""} />, dock);
  render(<Dialogs editor={editor} api={api} />, place("dialogs"));
  listenToKeys(editor);
  watchVersions(api, editor.saving);
  arrive(editor);
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--dock", `${dock.offsetHeight}px`);
  }).observe(dock);
  addEventListener("beforeunload", (event) => {
    editor.editing.value?.end(true);
    if (editor.saving.pending) event.preventDefault();
  });
  performance.mark("transcript-shown");
  // What waits for the next frame is done by then; tests wait for this.
  requestAnimationFrame(() => setTimeout(() => (document.documentElement.dataset.editor = "ready")));
}

/** The panel for adding recordings: the server's form, with uploads that go on beside everything else. */
import { render } from "preact";
import { t } from "../shared/texts.js";
import { filesOf } from "./files.js";
import { optionsOf } from "./options.js";
import { Queue } from "./queue.js";
import { QueueView } from "./queue_view.js";
import { dragging, Sources, takeOrSay } from "./sources_view.js";

/** Enhances the panel; `handedIn` is told of every job that was made. */
export function enhanceUpload(panel: HTMLDetailsElement, handedIn: (job: string) => void): void {
  const form = panel.querySelector<HTMLFormElement>("form[data-upload-form]");
  const sources = panel.querySelector<HTMLElement>("[data-upload-sources]");
  const place = panel.querySelector<HTMLElement>("[data-upload-queue]");
  if (!form || !sources || !place) return;
  const queue = new Queue(Number(panel.dataset.maxBytes), handedIn);
  const accept = form.querySelector<HTMLInputElement>('input[type="file"]')?.accept ?? "";
  const take = (files: File[]) => {
    // A field that is filled in wrongly is shown before anything is sent.
    if (files.length && form.reportValidity()) queue.add(files, optionsOf(new FormData(form)));
  };
  sources.replaceChildren();
  render(<Sources accept={accept} take={take} />, sources);
  render(<QueueView queue={queue} />, place);
  form.querySelector("[data-upload-submit]")?.replaceChildren(note());
  form.addEventListener("submit", (event) => event.preventDefault());
  dropAnywhere(panel, take);
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    panel.open = true;
    take(files);
  });
}

function note(): HTMLElement {
  const shown = document.createElement("span");
  shown.className = "help";
  shown.textContent = t("upload.options_note");
  return shown;
}

/** Recordings may be dropped anywhere on the page; the panel opens and shows where they go. */
function dropAnywhere(panel: HTMLDetailsElement, take: (files: File[]) => void): void {
  const withFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  document.addEventListener("dragover", (event) => {
    if (!withFiles(event)) return;
    event.preventDefault();
    panel.open = true;
    dragging.value = true;
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) dragging.value = false;
  });
  document.addEventListener("drop", (event) => {
    if (!withFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    dragging.value = false;
    void filesOf(event.dataTransfer).then((files) => takeOrSay(files, take));
  });
}

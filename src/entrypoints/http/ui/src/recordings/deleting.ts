/**
 * Deleting with a way back: the row goes at once, the recording some seconds later. Leaving the page does not
 * take the decision back, so it is sent then.
 */
import { ask, csrfToken, address } from "../shared/api.js";
import { t } from "../shared/texts.js";

const TIME_TO_UNDO = 8000;

interface Pending {
  id: string;
  timer: number;
  row: HTMLElement | null;
  notice: HTMLElement;
}

const pending = new Map<string, Pending>();

/** Lets the delete links below `page` delete without a page in between. */
export function enhanceDeleting(page: HTMLElement): void {
  page.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>("a[data-delete]") : null;
    const row = link?.closest<HTMLElement>("tr[data-job]");
    if (!link?.dataset.delete || !row || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    begin(link.dataset.delete, link.dataset.title ?? "", row);
  });
  window.addEventListener("pagehide", () => {
    for (const each of pending.values()) void send(each.id, true);
  });
}

function begin(id: string, title: string, row: HTMLElement): void {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.hidden = true;
  const notice = document.createElement("div");
  notice.className = "toast";
  const text = document.createElement("span");
  text.textContent = t("recordings.deleted", { title });
  const undo = document.createElement("button");
  undo.type = "button";
  undo.textContent = t("recordings.undo");
  notice.append(text, undo);
  toasts().append(notice);
  undo.focus();
  const timer = window.setTimeout(() => void finish(id), TIME_TO_UNDO);
  pending.set(id, { id, timer, row, notice });
  undo.addEventListener("click", () => {
    window.clearTimeout(timer);
    pending.delete(id);
    notice.remove();
    row.hidden = false;
    row.querySelector<HTMLElement>("a[data-delete]")?.focus();
  });
  notice.addEventListener("keydown", (event) => {
    if (event.key === "Escape") next?.querySelector<HTMLElement>("a")?.focus();
  });
}

async function finish(id: string): Promise<void> {
  const each = pending.get(id);
  if (!each) return;
  pending.delete(id);
  const focused = each.notice.contains(document.activeElement);
  try {
    await send(id, false);
    each.row?.remove();
    each.notice.remove();
    if (focused) document.querySelector<HTMLElement>("main")?.focus();
  } catch (error) {
    if (each.row) each.row.hidden = false;
    each.notice.replaceChildren(t("common.error", { message: error instanceof Error ? error.message : "" }));
    window.setTimeout(() => each.notice.remove(), TIME_TO_UNDO);
  }
}

async function send(id: string, leaving: boolean): Promise<void> {
  if (!leaving) {
    await ask(`/transcriptions/${id}`, { method: "DELETE" });
    return;
  }
  await fetch(address(`/transcriptions/${id}`), {
    method: "DELETE",
    keepalive: true,
    headers: { "X-CSRF-Token": csrfToken() },
  });
}

function toasts(): HTMLElement {
  const there = document.querySelector<HTMLElement>(".toasts");
  if (there) return there;
  const made = document.createElement("div");
  made.className = "toasts";
  made.setAttribute("role", "status");
  document.body.append(made);
  return made;
}

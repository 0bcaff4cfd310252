/** Exporting without leaving the page: links to the page of exports open its form in a dialog. */
import { fragment } from "../shared/fragments.js";
import { t } from "../shared/texts.js";
import { enhanceExports } from "./form.js";

/** Lets links with `data-exports` below `page` open the dialog; also those that are added later. */
export function enhanceExportLinks(page: HTMLElement): void {
  page.addEventListener("click", (event) => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-exports]") : null;
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    void open(link);
  });
}

async function open(link: HTMLAnchorElement): Promise<void> {
  const page = await fragment(link.href).catch(() => null);
  const form = page?.querySelector<HTMLFormElement>("form[data-exports-form]");
  if (!form) {
    location.assign(link.href);
    return;
  }
  const dialog = document.createElement("dialog");
  dialog.className = "exports-dialog";
  const head = document.createElement("header");
  const title = document.createElement("h2");
  title.id = "exports-title";
  title.textContent = form.dataset.title ?? "";
  const close = document.createElement("button");
  close.type = "button";
  close.className = "quiet";
  close.textContent = t("common.close");
  close.addEventListener("click", () => dialog.close());
  head.append(title, close);
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.append(head, form);
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  enhanceExports(form);
  dialog.showModal();
}

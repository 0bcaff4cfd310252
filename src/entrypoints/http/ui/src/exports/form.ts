/** The form for exports: previews without leaving the page, and choices that are remembered. */
import { parsed } from "../shared/fragments.js";
import { t } from "../shared/texts.js";
import { recall, remember } from "./memory.js";

const PAUSE = 350;

/** Enhances a form that the server rendered. */
export function enhanceExports(form: HTMLFormElement): void {
  const area = form.querySelector<HTMLElement>("[data-preview-area]");
  const download = form.querySelector<HTMLButtonElement>("[data-download]");
  if (!area || !download) return;
  recall(form, localStorage);
  const previews = new Previews(form, area);
  const chosen = () => form.querySelectorAll<HTMLInputElement>('input[name="format"]:checked');
  const count = () => {
    download.disabled = chosen().length === 0;
    const note = download.parentElement?.querySelector(".help");
    if (note)
      note.textContent = chosen().length
        ? t("exports.chosen", { count: chosen().length })
        : t("exports.none");
  };
  form.addEventListener("submit", (event) => {
    const format = event.submitter instanceof HTMLButtonElement ? event.submitter.dataset.preview : undefined;
    if (format) {
      event.preventDefault();
      previews.show(format);
    } else remember(form, localStorage);
  });
  form.addEventListener("change", (event) => {
    const field = event.target;
    if (field instanceof HTMLInputElement && field.name === "format") {
      if (field.checked) previews.show(field.value);
      count();
    }
  });
  form.addEventListener("input", (event) => {
    const option = event.target instanceof Element ? event.target.closest<HTMLElement>(".options") : null;
    const format = option?.closest<HTMLElement>("[data-format]")?.dataset.format;
    if (format) previews.soon(format);
  });
  count();
  const first = chosen()[0];
  if (first && !area.querySelector("pre")) previews.show(first.value);
}

class Previews {
  private timer: number | undefined;
  private asked = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly area: HTMLElement,
  ) {}

  /** Shows the preview of a format when its options were not touched for a moment. */
  soon(format: string): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.show(format), PAUSE);
  }

  show(format: string): void {
    window.clearTimeout(this.timer);
    void this.ask(format);
  }

  private async ask(format: string): Promise<void> {
    const mine = ++this.asked;
    const fields = new FormData(this.form);
    fields.set("preview", format);
    this.area.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body: fields,
        credentials: "same-origin",
      });
      const page = parsed(await answer.text());
      if (mine !== this.asked) return;
      const shown = page.querySelector("[data-preview-area]");
      if (shown) this.area.replaceChildren(...shown.childNodes);
      else this.area.replaceChildren(problem(page.querySelector("main")?.textContent ?? answer.statusText));
    } catch (error) {
      if (mine === this.asked)
        this.area.replaceChildren(problem(error instanceof Error ? error.message : ""));
    } finally {
      if (mine === this.asked) this.area.removeAttribute("aria-busy");
    }
  }
}

function problem(message: string): HTMLElement {
  const shown = document.createElement("p");
  shown.className = "problem";
  shown.textContent = message.replace(/\s+/g, " ").trim();
  return shown;
}

/** Buttons that copy the field beside them. */
import { t } from "../shared/texts.js";

export function enhanceCopying(page: ParentNode): void {
  for (const button of page.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    const field = button.parentElement?.querySelector<HTMLInputElement>("[data-copy-from]");
    if (!field) continue;
    button.hidden = false;
    field.addEventListener("focus", () => field.select());
    button.addEventListener("click", () => void copy(field, button));
  }
}

async function copy(field: HTMLInputElement, button: HTMLButtonElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = t("account.copied");
  } catch {
    // Without https browsers give no clipboard; selected text can be copied by hand.
    field.focus();
    field.select();
  }
}

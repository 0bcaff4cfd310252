/** Sends the form with language and colours when a choice is made; its button is for pages without scripts. */
export function enhancePreferences(page: ParentNode): void {
  const form = page.querySelector<HTMLFormElement>("form[data-preferences]");
  if (!form) return;
  form.querySelector("button")?.setAttribute("hidden", "");
  form.addEventListener("change", () => form.requestSubmit());
}

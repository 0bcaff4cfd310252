/** Parts of pages that change by themselves and that no events tell of. */
import { fragment, renew } from "./fragments.js";
import { localMoments } from "./moments.js";

const EVERY = 5000;

/** Asks for the page again every few seconds while it is looked at, and renews its parts with `data-again`. */
export function showAgain(page: Document): void {
  if (!page.querySelector("[data-again]")) return;
  window.setInterval(() => {
    if (page.visibilityState === "visible") void show(page);
  }, EVERY);
}

async function show(page: Document): Promise<void> {
  const fresh = await fragment(location.href).catch(() => null);
  for (const part of page.querySelectorAll<HTMLElement>("[data-again]")) {
    const next = fresh?.getElementById(part.id);
    if (!next) continue;
    localMoments(next);
    renew(part, next);
  }
}

/** Excerpts that took the server too long for the list: asked for one after the other. */
import { fragment } from "../shared/fragments.js";

/** Fills every `[data-excerpt]` below `page` with what its address gives. */
export async function fillExcerpts(page: ParentNode): Promise<void> {
  for (const place of page.querySelectorAll<HTMLElement>("[data-excerpt]")) {
    const address = place.dataset.excerpt ?? "";
    place.removeAttribute("data-excerpt");
    const found = await fragment(address).catch(() => null);
    if (found) place.replaceChildren(...found.childNodes);
  }
}

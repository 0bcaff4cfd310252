/** Times as the reader writes them, in the reader's own time zone. */
import { language } from "./texts.js";

// Britons and Americans read the same language and write dates differently.
const region = navigator.languages.find((each) => each.split("-")[0] === language) ?? language;
const writes = new Intl.DateTimeFormat(region, { dateStyle: "medium", timeStyle: "short" });

/** An instant as the reader writes it. */
export function momentOf(instant: string): string {
  return writes.format(new Date(instant));
}

/** Writes every `time[data-moment]` below `root`; the server writes them in UTC. */
export function localMoments(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLTimeElement>("time[data-moment]")) {
    const at = new Date(element.dateTime);
    if (!Number.isNaN(at.getTime())) element.textContent = momentOf(element.dateTime);
  }
}

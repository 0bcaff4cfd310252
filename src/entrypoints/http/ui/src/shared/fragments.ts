/** Parts of pages that the server renders again, and putting them in the place of what is shown. */

import { isSignIn, signedIn, signedOut } from "./signed-out.js";
import { t } from "./texts.js";

/** Asks for a part of a page; null when it is not there any more. */
export async function fragment(address: string, init: RequestInit = {}): Promise<DocumentFragment | null> {
  const answer = await fetch(address, { credentials: "same-origin", ...init });
  if (isSignIn(answer)) {
    signedOut();
    throw new Error(t("common.sign_in_again"));
  }
  signedIn();
  if (answer.status === 404) return null;
  const text = await answer.text();
  if (!answer.ok) throw new Error(problemIn(text) || answer.statusText);
  return parsed(text);
}

export function parsed(text: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = text;
  return template.content;
}

/** What an error page says. */
function problemIn(page: string): string {
  return parsed(page).querySelector("main h1")?.textContent.trim() ?? "";
}

/** Puts what is in `fresh` into `shown`, child by child where it differs; what has the focus keeps it. */
export function renew(shown: Element, fresh: Element): void {
  const [before, after] = [[...shown.children], [...fresh.children]];
  if (before.length !== after.length) {
    keepFocus(shown, () => shown.replaceChildren(...after));
    return;
  }
  before.forEach((child, index) => {
    const next = after[index];
    if (next && child.outerHTML !== next.outerHTML) keepFocus(shown, () => child.replaceWith(next));
  });
}

function keepFocus(root: Element, change: () => void): void {
  const key = root.contains(document.activeElement) ? keyOf(document.activeElement) : "";
  change();
  if (!key) return;
  const next = [...root.querySelectorAll<HTMLElement>("a, button, summary")].find(
    (each) => keyOf(each) === key,
  );
  next?.focus();
}

/** What a link or a button does, by which it is found again. */
function keyOf(element: Element | null): string {
  if (element instanceof HTMLAnchorElement) return element.href;
  if (element instanceof HTMLButtonElement)
    return `${element.form?.action ?? ""} ${element.name}=${element.value}`;
  return element?.tagName ?? "";
}

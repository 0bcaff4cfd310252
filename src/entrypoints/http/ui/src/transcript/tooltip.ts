/** One box that explains the word or pause under the pointer, or the word that the keyboard is on. */
import type { Explanation } from "./explanation.js";

const DELAY = 220;
const GAP = 8;

export class Tooltip {
  readonly #box: HTMLElement;
  #timer = 0;
  #about: Element | null = null;

  constructor() {
    this.#box = document.createElement("div");
    this.#box.className = "explanation";
    this.#box.id = "explanation";
    this.#box.role = "tooltip";
    this.#box.hidden = true;
    document.body.append(this.#box);
    // What is about to open is placed where its word then is; so only an open box is in the way.
    const scrolled = (): void => {
      if (!this.#box.hidden) this.hide();
    };
    addEventListener("scroll", scrolled, { passive: true });
  }

  /** Shows an explanation beside an element, after a moment where it is only passed over. */
  show(about: Element, explanation: Explanation, { delay = DELAY } = {}): void {
    if (this.#about === about && !this.#box.hidden) return;
    this.hide();
    this.#about = about;
    this.#timer = window.setTimeout(() => this.#open(about, explanation), delay);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#about?.removeAttribute("aria-describedby");
    this.#about = null;
    this.#box.hidden = true;
  }

  #open(about: Element, { title, times, reasons }: Explanation): void {
    if (!about.isConnected) return;
    this.#box.replaceChildren(
      line("strong", title),
      line("span", times),
      ...reasons.map((reason) => line("p", reason)),
    );
    this.#box.hidden = false;
    about.setAttribute("aria-describedby", this.#box.id);
    const word = about.getBoundingClientRect();
    const own = this.#box.getBoundingClientRect();
    const left = Math.max(GAP, Math.min(word.left, document.documentElement.clientWidth - own.width - GAP));
    const above = word.top - own.height - GAP;
    this.#box.style.left = `${left}px`;
    this.#box.style.top = `${above > GAP * 6 ? above : word.bottom + GAP}px`;
  }
}

function line(tag: "strong" | "span" | "p", text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

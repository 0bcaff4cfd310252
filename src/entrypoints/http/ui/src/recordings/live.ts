/** The list of recordings, kept up to date. The server renders the rows; events say which ones to ask for again. */
import { fillExcerpts } from "./excerpts.js";
import { fragment, renew } from "../shared/fragments.js";
import { follow } from "../shared/following.js";
import { localMoments } from "../shared/moments.js";
import { t } from "../shared/texts.js";

const PAUSE = 400;

/** Keeps the rows of `table` up to date. */
export class LiveRows {
  private readonly stale = new Set<string>();
  private waiting = false;
  private counting: number | undefined;
  private readonly body: HTMLElement;
  private readonly status: HTMLElement | null;

  constructor(private readonly table: HTMLElement) {
    const body = table.querySelector<HTMLElement>("[data-rows]");
    if (!body) throw new Error("The table has no rows.");
    this.body = body;
    this.status = document.querySelector("[data-live-status]");
  }

  start(): void {
    follow("/events", {
      changed: (id) => this.renew(id),
      gone: (id) => {
        this.row(id)?.remove();
        this.renewCounts();
      },
      look: () => void this.ask([]),
      connected: (now) => this.table.toggleAttribute("data-offline", !now),
    });
    this.body.addEventListener("submit", (event) => void this.act(event));
  }

  /** Asks for the row of a job again, soon and together with others. */
  renew(id: string): void {
    this.stale.add(id);
    if (this.waiting) return;
    this.waiting = true;
    window.setTimeout(() => {
      this.waiting = false;
      const ids = [...this.stale];
      this.stale.clear();
      void this.ask(ids);
    }, PAUSE);
  }

  /** Asks for rows by their ids, or without any for those of the newest recordings. */
  private async ask(ids: string[]): Promise<void> {
    if (!this.table.dataset.live) return;
    const query = ids.map((id) => `id=${encodeURIComponent(id)}`).join("&");
    try {
      const found = await fragment(
        this.table.dataset.live + (this.table.dataset.live.includes("?") ? "&" : "?") + query,
      );
      for (const row of found?.querySelectorAll<HTMLElement>("tr[data-job]") ?? []) this.place(row);
    } catch {
      // The next event, or looking again, brings it.
    }
  }

  private place(fresh: HTMLElement): void {
    localMoments(fresh);
    const shown = this.row(fresh.dataset.job ?? "");
    if (!shown) {
      // A list that is narrowed, or not its first page, gets no new rows: they may not belong there.
      if (!this.body.hasAttribute("data-partial")) this.body.prepend(fresh);
      this.table.closest("[data-list]")?.removeAttribute("hidden");
      this.renewCounts();
      return;
    }
    if (Number(fresh.dataset.version) < Number(shown.dataset.version)) return;
    this.announce(shown, fresh);
    shown.dataset.version = fresh.dataset.version;
    shown.toggleAttribute("data-active", fresh.hasAttribute("data-active"));
    renew(shown, fresh);
    void fillExcerpts(shown);
  }

  private announce(shown: HTMLElement, fresh: HTMLElement): void {
    const state = (row: HTMLElement) => row.querySelector(".state")?.textContent.trim() ?? "";
    if (state(shown) === state(fresh)) return;
    this.renewCounts();
    if (!this.status) return;
    const title = fresh.querySelector(".what a")?.textContent.trim() ?? "";
    this.status.textContent = t("recordings.now", { title, state: state(fresh) });
  }

  /** Asks the page for its counts again; they change only when a recording comes, goes or changes its state. */
  private renewCounts(): void {
    window.clearTimeout(this.counting);
    this.counting = window.setTimeout(() => {
      void fragment(location.href)
        .then((page) => {
          const [shown, fresh] = [
            document.querySelector("[data-counts]"),
            page?.querySelector("[data-counts]"),
          ];
          if (shown && fresh) renew(shown, fresh);
        })
        .catch(() => undefined);
    }, PAUSE);
  }

  /** Stops and tries again without leaving the page. */
  private async act(event: SubmitEvent): Promise<void> {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-live-action]")) return;
    event.preventDefault();
    const id = form.closest<HTMLElement>("tr[data-job]")?.dataset.job;
    await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    if (id) this.renew(id);
  }

  private row(id: string): HTMLElement | null {
    return this.body.querySelector<HTMLElement>(`tr[data-job="${CSS.escape(id)}"]`);
  }
}

/** All recordings on their way, a few at a time. */
import { signal } from "@preact/signals";
import { t } from "../shared/texts.js";
import { Item } from "./item.js";
import type { Options } from "./options.js";
import { sizeText } from "./units.js";

/** Several at once fill the line while one is handed in; more only make each slower. */
const AT_ONCE = 2;

export class Queue {
  readonly items = signal<readonly Item[]>([]);
  /** What was not taken, and why. */
  readonly refused = signal<readonly { name: string; problem: string }[]>([]);

  constructor(
    private readonly maxBytes: number,
    private readonly handedIn: (job: string) => void,
  ) {
    window.addEventListener("beforeunload", (event) => {
      if (this.items.value.some((item) => item.open)) event.preventDefault();
    });
  }

  add(files: readonly File[], options: Options): void {
    const good = files.filter((file) => this.fits(file));
    const made = good.map((file) => new Item(file, options, (item) => this.settled(item)));
    this.items.value = [...this.items.value, ...made];
    this.next();
  }

  resume(item: Item): void {
    item.state.value = "waiting";
    this.next();
  }

  async remove(item: Item): Promise<void> {
    this.items.value = this.items.value.filter((each) => each !== item);
    await item.remove();
    this.next();
  }

  pauseAll(): void {
    for (const item of this.items.value) void item.pause();
  }

  resumeAll(): void {
    for (const item of this.items.value) if (item.state.value === "paused") item.state.value = "waiting";
    this.next();
  }

  clear(): void {
    this.items.value = this.items.value.filter((item) => item.state.value !== "done");
    this.refused.value = [];
  }

  private fits(file: File): boolean {
    const problem =
      file.size === 0
        ? t("upload.empty")
        : file.size > this.maxBytes
          ? t("upload.too_large", { size: sizeText(this.maxBytes) })
          : "";
    if (problem) this.refused.value = [...this.refused.value, { name: file.name, problem }];
    return !problem;
  }

  private settled(item: Item): void {
    if (item.job.value) this.handedIn(item.job.value);
    this.next();
  }

  private next(): void {
    const busy = this.items.value.filter((item) => ["sending", "handing-in"].includes(item.state.value));
    const waiting = this.items.value.filter((item) => item.state.value === "waiting");
    for (const item of waiting.slice(0, Math.max(0, AT_ONCE - busy.length))) void item.start();
  }
}

/** One recording on its way: sent in parts that can be paused and taken up again, then handed in. */
import { signal } from "@preact/signals";
import { type DetailedError, Upload } from "tus-js-client";
import { address, askJson, csrfToken, renewToken } from "../shared/api.js";
import { signedOut } from "../shared/signed-out.js";
import { t } from "../shared/texts.js";
import type { Options } from "./options.js";
import { Speed } from "./speed.js";

export type State = "waiting" | "sending" | "paused" | "handing-in" | "done" | "failed";

const PART = 8 * 1024 * 1024;
const TRY_AGAIN_AFTER = [0, 1000, 3000, 8000, 20000];

let made = 0;

export class Item {
  readonly key = ++made;
  readonly name: string;
  readonly size: number;
  readonly state = signal<State>("waiting");
  readonly sent = signal(0);
  readonly problem = signal("");
  /** The job that was made of it. */
  readonly job = signal("");
  speed = new Speed(performance.now(), 0);

  private upload: Upload | undefined;

  constructor(
    private readonly file: File,
    private readonly options: Options,
    private readonly settled: (item: Item) => void,
  ) {
    this.name = file.name;
    this.size = file.size;
  }

  /** Whether it still has something to do by itself. */
  get open(): boolean {
    return ["waiting", "sending", "handing-in"].includes(this.state.value);
  }

  /** Sends it, from where it was. */
  async start(): Promise<void> {
    const again = this.problem.value !== "";
    this.problem.value = "";
    this.state.value = "sending";
    // Whoever had to sign in meanwhile has a new token.
    if (again) await renewToken();
    if (this.upload?.url && this.sent.value === this.size) {
      await this.handIn();
      return;
    }
    if (!this.upload) {
      const upload = this.make();
      this.upload = upload;
      // The same file that was begun before a reload goes on where it was.
      const before = await upload.findPreviousUploads().catch(() => []);
      const [last] = before.sort((a, b) => b.creationTime.localeCompare(a.creationTime));
      if (last) upload.resumeFromPreviousUpload(last);
    }
    this.speed = new Speed(performance.now(), this.sent.value);
    if (this.state.peek() === "sending") this.upload.start();
  }

  async pause(): Promise<void> {
    if (this.state.value === "waiting" || this.state.value === "sending") {
      this.state.value = "paused";
      await this.upload?.abort();
      this.settled(this);
    }
  }

  /** Gives it up; what was sent of it is deleted. */
  async remove(): Promise<void> {
    const begun = this.upload?.url && this.state.value !== "done";
    this.state.value = "done";
    if (begun) await this.upload?.abort(true).catch(() => undefined);
  }

  private make(): Upload {
    return new Upload(this.file, {
      endpoint: address("/uploads"),
      chunkSize: PART,
      retryDelays: TRY_AGAIN_AFTER,
      removeFingerprintOnSuccess: true,
      metadata: { filename: this.name, filetype: this.file.type },
      onBeforeRequest: (request) => request.setHeader("X-CSRF-Token", csrfToken()),
      onProgress: (sent) => {
        this.sent.value = sent;
        this.speed.tell(performance.now(), sent);
      },
      onSuccess: () => void this.handIn(),
      onError: (error) => this.fail(messageOf(error)),
    });
  }

  private async handIn(): Promise<void> {
    this.sent.value = this.size;
    this.state.value = "handing-in";
    const id = this.upload?.url?.split("/").filter(Boolean).pop() ?? "";
    try {
      const job = await askJson<{ id: string }>("/transcriptions", {
        method: "POST",
        body: { upload: id, options: this.options },
      });
      this.job.value = job.id;
      this.state.value = "done";
      this.settled(this);
    } catch (error) {
      this.fail(error instanceof Error ? error.message : String(error));
    }
  }

  private fail(message: string): void {
    this.problem.value = message;
    this.state.value = "failed";
    this.settled(this);
  }
}

/** What the server says, where it says something that people understand. */
function messageOf(error: unknown): string {
  const answer = (error as Partial<DetailedError>).originalResponse;
  if (answer?.getStatus() === 401) {
    signedOut();
    return t("common.sign_in_again");
  }
  if (answer === null) return `${t("common.unreachable")} ${t("upload.goes_on")}`;
  const body = answer?.getBody();
  if (body) {
    try {
      const { detail, hint } = JSON.parse(body) as { detail?: string; hint?: string };
      if (detail) return hint ? `${detail} ${hint}` : detail;
    } catch {
      // It is not a problem document.
    }
  }
  return error instanceof Error ? error.message : String(error);
}

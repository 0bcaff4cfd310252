/** The transcript of one recording at `/api/v1`. */
import { address, ask, askJson, jsonOf } from "../shared/api.js";
import type { AlikeTurns } from "./alike.js";
import type { Transcript } from "./document.js";
import type { Edit } from "./edits.js";
import type { Realignment, RealignmentServer } from "./realigning.js";
import type { Server, Version } from "./versions.js";

export interface Revision {
  readonly number: number;
  readonly kind: "transcribed" | "edited" | "restored" | "realigned";
  readonly author: string;
  readonly note: string;
  readonly created: string;
  readonly undo: number | null;
  readonly redo: number | null;
}

export interface Peaks {
  readonly duration: number;
  readonly peaks: readonly number[];
}

/** The server gives so many at once. */
const PEAKS_AT_ONCE = 20_000;
const MOST_PEAKS = 200_000;

export class TranscriptApi implements Server, RealignmentServer {
  readonly id: string;
  readonly #path: string;

  constructor(id: string) {
    this.id = id;
    this.#path = `/transcriptions/${encodeURIComponent(id)}`;
  }

  get audio(): string {
    return address(`${this.#path}/audio`);
  }

  /** Events of all recordings: the stream of one ends when it is finished. */
  get events(): string {
    return address("/events");
  }

  async load(): Promise<Version> {
    const answer = await ask(`${this.#path}/transcript`);
    return versionOf(answer, await jsonOf<Transcript>(answer));
  }

  edit(etag: string, edits: readonly Edit[], note: string): Promise<Version> {
    return this.#change("transcript/edits", etag, { edits, note });
  }

  undo(etag: string): Promise<Version> {
    return this.#change("transcript/undo", etag);
  }

  redo(etag: string): Promise<Version> {
    return this.#change("transcript/redo", etag);
  }

  restore(etag: string, revision: number): Promise<Version> {
    return this.#change("transcript/restore", etag, { revision });
  }

  askRealignment(): Promise<Realignment> {
    return askJson(`${this.#path}/transcript/realign`, { method: "POST" });
  }

  realignment(): Promise<Realignment> {
    return askJson(`${this.#path}/transcript/realign`);
  }

  async revisions(): Promise<Revision[]> {
    return (await askJson<{ items: Revision[] }>(`${this.#path}/revisions`)).items;
  }

  /** Puts the recording back into the queue as it is; its transcript becomes a further version. */
  rerun(): Promise<unknown> {
    return askJson(`${this.#path}/rerun`, { method: "POST", body: {} });
  }

  /** The turn that has a word compared with all others, and the number of the revision whose words are meant. */
  async alike(word: number): Promise<[AlikeTurns, number]> {
    const answer = await ask(`${this.#path}/transcript/alike?word=${word}`);
    return [await jsonOf<AlikeTurns>(answer), Number(answer.headers.get("X-Revision"))];
  }

  /** Peaks at equal distances over the whole recording; long recordings are asked for in stretches. */
  async peaks(duration: number, perSecond: number): Promise<Peaks> {
    const wanted = Math.max(200, Math.min(MOST_PEAKS, Math.round(duration * perSecond)));
    const stretches = Math.ceil(wanted / PEAKS_AT_ONCE);
    const points = Math.ceil(wanted / stretches);
    const parts: readonly number[][] = await Promise.all(
      Array.from({ length: stretches }, async (_, index) => {
        const [start, end] = [index, index + 1].map((edge) => (duration * edge) / stretches);
        const span = stretches > 1 ? `&start=${start}&end=${end}` : "";
        const { peaks } = await askJson<Peaks>(`${this.#path}/peaks?points=${points}${span}`);
        // A stretch may have fewer peaks than were asked for; all stretches are as long on the screen.
        return Array.from(
          { length: points },
          (_, at) => peaks[Math.floor((at * peaks.length) / points)] ?? 0,
        );
      }),
    );
    return { duration, peaks: parts.flat() };
  }

  async #change(what: string, etag: string, body?: unknown): Promise<Version> {
    const headers = { "If-Match": etag };
    const answer = await ask(`${this.#path}/${what}`, { method: "POST", headers, body });
    return versionOf(answer, (await jsonOf<{ transcript: Transcript }>(answer)).transcript);
  }
}

/** What the headers of an answer say of the transcript in it. */
function versionOf({ headers }: Response, transcript: Transcript): Version {
  return {
    transcript,
    revision: Number(headers.get("X-Revision")),
    etag: headers.get("ETag") ?? "",
    canUndo: headers.has("X-Undo"),
    canRedo: headers.has("X-Redo"),
  };
}

/** Following jobs: server-sent events, and looking now and then while there are none. */
import { address } from "./api.js";

const LOOK_EVERY = 5000;

export interface Told {
  /** Something happened to this job. */
  changed: (id: string) => void;
  /** The job was deleted. */
  gone: (id: string) => void;
  /** There are no events at present; look at everything. */
  look: () => void;
  /** Whether events come. */
  connected?: (now: boolean) => void;
}

/** Follows `path`, `/events` or `/transcriptions/ID/events`; the answer ends it. */
export function follow(path: string, told: Told): () => void {
  const source = new EventSource(address(path));
  let timer: number | undefined;
  const looking = (on: boolean) => {
    told.connected?.(!on);
    if (on && timer === undefined) timer = window.setInterval(told.look, LOOK_EVERY);
    if (!on && timer !== undefined) {
      window.clearInterval(timer);
      timer = undefined;
    }
  };
  source.addEventListener("open", () => {
    // What happened while nobody listened is seen by looking once.
    if (timer !== undefined) told.look();
    looking(false);
  });
  source.addEventListener("error", () => looking(true));
  source.addEventListener("job", (event) => withId(event, told.changed));
  source.addEventListener("gone", (event) => withId(event, told.gone));
  return () => {
    source.close();
    looking(false);
  };
}

function withId(event: MessageEvent, use: (id: string) => void): void {
  const { id } = JSON.parse(String(event.data)) as { id?: string };
  if (id) use(id);
}

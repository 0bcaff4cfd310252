/** Notices that somebody else saved a version, before one's own next change would meet it. */
import { signal } from "@preact/signals";
import type { Saving } from "./saving.js";
import type { TranscriptApi } from "./transcript-api.js";

/** Whether the server has a newer version than the page. */
export const newer = signal(false);

/** Listens while the page is looked at: a browser keeps few connections to a server, and every window takes one. */
export function watchVersions(api: TranscriptApi, saving: Saving): void {
  let source: EventSource | null = null;
  const listen = () => {
    source?.close();
    source = null;
    if (document.hidden) return;
    source = new EventSource(api.events);
    source.addEventListener("job", (event: MessageEvent<string>) => {
      const { id, revision } = JSON.parse(event.data) as { id: string; revision: number };
      if (id !== api.id) return;
      const isNewer = () => revision > saving.revision.peek() && !saving.pending;
      // Times that a worker measured are no news to people.
      if (isNewer())
        void saving
          .refresh()
          .catch(() => false)
          .then(() => (newer.value = isNewer()));
    });
  };
  saving.revision.subscribe(() => (newer.value = false));
  document.addEventListener("visibilitychange", listen);
  listen();
}

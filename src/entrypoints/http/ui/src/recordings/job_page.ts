/** The page of a recording that is worked on: progress, and then the transcript. */
import { fragment, renew } from "../shared/fragments.js";
import { follow } from "../shared/following.js";
import { localMoments } from "../shared/moments.js";

const PAUSE = 400;

/** Keeps `[data-live-job]` up to date; when the transcript is there the page becomes the transcript's. */
export function followJob(place: HTMLElement): void {
  const id = place.dataset.liveJob ?? "";
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    window.setTimeout(() => {
      waiting = false;
      void show();
    }, PAUSE);
  };
  const show = async () => {
    const found = await fragment(`/recordings/${id}/card`).catch(() => undefined);
    if (found === null) location.assign("/");
    const card = found?.firstElementChild;
    if (!card) return;
    if (card.querySelector(".state.succeeded")) {
      stop();
      location.reload();
      return;
    }
    // A stream of what is over ends at once, and the browser would ask for it again and again.
    if (card.querySelector(".state.failed, .state.cancelled")) stop();
    localMoments(card);
    const shown = place.firstElementChild;
    if (shown) renew(shown, card);
  };
  const stop = follow(`/transcriptions/${id}/events`, {
    changed: soon,
    gone: () => location.assign("/"),
    look: soon,
  });
}

/** The recordings that are on their way. */
import { t } from "../shared/texts.js";
import type { Item } from "./item.js";
import type { Queue } from "./queue.js";
import { aboutText, percentText, sizeText } from "./units.js";

export function QueueView({ queue }: { queue: Queue }) {
  const items = queue.items.value;
  const refused = queue.refused.value;
  if (!items.length && !refused.length) return null;
  const some = (state: string) => items.some((item) => item.state.value === state);
  return (
    <section class="queue" aria-label={t("upload.queue")}>
      {refused.map(({ name, problem }) => (
        <p class="problem" role="alert" key={name}>
          <strong>{name}</strong>: {problem}
        </p>
      ))}
      <ul>
        {items.map((item) => (
          <ItemView key={item.key} item={item} queue={queue} />
        ))}
      </ul>
      <div class="row">
        {items.length > 1 && (some("sending") || some("waiting")) && (
          <button type="button" class="quiet" onClick={() => queue.pauseAll()}>
            {t("upload.pause_all")}
          </button>
        )}
        {items.length > 1 && some("paused") && (
          <button type="button" class="quiet" onClick={() => queue.resumeAll()}>
            {t("upload.resume_all")}
          </button>
        )}
        {(some("done") || refused.length > 0) && (
          <button type="button" class="quiet" onClick={() => queue.clear()}>
            {t("upload.clear")}
          </button>
        )}
      </div>
    </section>
  );
}

function ItemView({ item, queue }: { item: Item; queue: Queue }) {
  const state = item.state.value;
  const name = item.name;
  return (
    <li class={`upload ${state}`}>
      <span class="name">
        {item.job.value ? <a href={`/recordings/${item.job.value}`}>{name}</a> : name}{" "}
        <span class="facts">{sizeText(item.size)}</span>
      </span>
      <progress max={1} value={item.sent.value / item.size} aria-label={t("upload.progress_of", { name })} />
      <span class="facts now">{stateText(item)}</span>
      <span class="row buttons">
        {(state === "sending" || state === "waiting") && (
          <Action text={t("upload.pause")} label={t("upload.pause_of", { name })} act={() => item.pause()} />
        )}
        {state === "paused" && (
          <Action
            text={t("upload.resume")}
            label={t("upload.resume_of", { name })}
            act={() => queue.resume(item)}
          />
        )}
        {state === "failed" && (
          <Action
            text={t("upload.retry")}
            label={t("upload.retry_of", { name })}
            act={() => queue.resume(item)}
          />
        )}
        {state !== "done" && state !== "handing-in" && (
          <Action
            text={t("upload.remove")}
            label={t("upload.remove_of", { name })}
            act={() => queue.remove(item)}
          />
        )}
      </span>
    </li>
  );
}

function Action({ text, label, act }: { text: string; label: string; act: () => unknown }) {
  return (
    <button type="button" class="quiet" aria-label={label} onClick={() => void act()}>
      {text}
    </button>
  );
}

function stateText(item: Item): string {
  const share = item.sent.value / item.size;
  switch (item.state.value) {
    case "waiting":
      return t("upload.waiting");
    case "paused":
      return t("upload.paused", { percent: percentText(share) });
    case "handing-in":
    case "done":
      return t("upload.done");
    case "failed":
      return t("upload.failed", { message: item.problem.value });
    case "sending": {
      const speed = item.speed.bytesPerSecond;
      const left = item.speed.secondsFor(item.size - item.sent.value);
      if (speed === undefined || left === undefined) return t("upload.starting");
      return t("upload.sending", {
        percent: percentText(share),
        speed: sizeText(speed),
        left: aboutText(left),
      });
    }
  }
}

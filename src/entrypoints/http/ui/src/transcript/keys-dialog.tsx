/** The cheat sheet: what every key does. */
import { Dialog } from "../shared/dialog.js";
import { t } from "../shared/texts.js";
import { COMMANDS, type CommandId, type Group, keyLabel } from "./commands.js";

const GROUPS: readonly Group[] = ["listen", "move", "correct", "review", "find"];

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t("transcript.keys.title")} onClose={onClose} class="widest">
      <div class="keys">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{t(`transcript.keys.groups.${group}`)}</h3>
            <dl>
              {commandsOf(group).map((id) => (
                <Line key={id} id={id} />
              ))}
              {group === "correct" && (
                <div>
                  <dt>
                    <kbd>1</kbd> … <kbd>9</kbd>
                  </dt>
                  <dd>{t("transcript.keys.digits")}</dd>
                </div>
              )}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Line({ id }: { id: CommandId }) {
  const mac = /Mac|iP(hone|ad)/.test(navigator.userAgent);
  const names = {
    mod: t("transcript.keys.names.mod"),
    alt: t("transcript.keys.names.alt"),
    shift: t("transcript.keys.names.shift"),
    space: t("transcript.keys.names.space"),
  };
  const variants = COMMANDS.filter((command) => command.id === id);
  return (
    <div>
      <dt>
        {variants.flatMap(({ keys, typing }, variant) =>
          keys.slice(0, 2).map((key, index) => (
            <span
              key={key}
              class={typing && variant > 0 ? "typing" : ""}
              title={typing ? t("transcript.keys.typing") : undefined}
            >
              {index > 0 && " "}
              {keyLabel(key, mac, names).map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </span>
          )),
        )}
      </dt>
      <dd>{t(`transcript.keys.${id}`)}</dd>
    </div>
  );
}

function commandsOf(group: Group): CommandId[] {
  return [...new Set(COMMANDS.filter((command) => command.group === group).map((command) => command.id))];
}

/** Gives a turn, and the others that sound like it, to a speaker, after listening to them. */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { ApiError } from "../shared/api.js";
import { Dialog } from "../shared/dialog.js";
import { Icon } from "../shared/icons.js";
import { language, t } from "../shared/texts.js";
import { type AlikeTurn, type AlikeTurns, candidates, givingTo } from "./alike.js";
import { colourOf, labelOf } from "./document.js";
import { type Edit, nextSpeaker } from "./edits.js";
import type { Editor } from "./editor.js";
import { joined } from "./language.js";
import { clock } from "./times.js";
import type { TranscriptApi } from "./transcript-api.js";

/** Rows that are shown at first, and more at a time. */
const PAGE = 50;
/** Of a similarity. */
const DIGITS = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
/** Words of a turn that are shown. */
const EXCERPT = 14;

interface Props {
  editor: Editor;
  api: TranscriptApi;
  onClose: () => void;
}

export function AlikeDialog({ editor, api, onClose }: Props) {
  const { found, ready, problem } = useComparison(editor, api);
  /** What a person ticked or unticked, by the time at which a turn begins: numbers may change meanwhile. */
  const ticked = useSignal<ReadonlyMap<number, boolean>>(new Map());
  const transcript = editor.transcript.value;
  const to = editor.alikeTo.value ?? nextSpeaker(transcript);
  const name = editor.alikeTo.value === null ? t("transcript.alike.new") : labelOf(transcript, to);
  const turns = found ? candidates(found, to) : [];
  const isChosen = (turn: AlikeTurn) => ticked.value.get(turn.start) ?? turn.alike;
  const chosen = turns.filter(isChosen);
  const close = () => {
    editor.player.pause();
    onClose();
  };
  const apply = () => {
    if (!found) return;
    const edits: Edit[] = editor.alikeTo.value === null ? [{ type: "add_speaker", name: null }] : [];
    edits.push(givingTo(to, [found.chosen, ...chosen]));
    editor.saving.edit(edits, t("transcript.notes.speaker"));
    close();
  };
  return (
    <Dialog
      title={t("transcript.alike.title", { name })}
      onClose={close}
      onGone={() => editor.view?.focusWord(editor.cursor.value)}
      class="wide"
    >
      {problem ? (
        <>
          <p class="problem" role="alert">
            {problem.message}
          </p>
          {problem.code === "no_voice_prints" && <RunAgain api={api} />}
        </>
      ) : !found ? (
        <p role="status">{t("transcript.alike.looking")}</p>
      ) : turns.length === 0 ? (
        <p>{t("transcript.alike.none")}</p>
      ) : (
        <Turns
          editor={editor}
          own={found.chosen}
          turns={turns}
          isChosen={isChosen}
          onEnter={() => ready && apply()}
          onTick={(which, on) => {
            const more = which.map(({ start }) => [start, on] as const);
            ticked.value = new Map([...ticked.value, ...more]);
          }}
        />
      )}
      <div class="row actions">
        {found && !problem && (
          <button type="button" class="primary" disabled={!ready} onClick={apply}>
            {t("transcript.alike.give", { count: chosen.length + 1, name })}
          </button>
        )}
        <button type="button" onClick={close}>
          {t("common.cancel")}
        </button>
      </div>
    </Dialog>
  );
}

/** What the server makes of the turn, asked again when the transcript changes; `ready` while it is about the newest. */
function useComparison(
  editor: Editor,
  api: TranscriptApi,
): { found: AlikeTurns | null; ready: boolean; problem: ApiError | null } {
  const found = useSignal<readonly [AlikeTurns, revision: number] | null>(null);
  const problem = useSignal<ApiError | null>(null);
  const newest = editor.saving.revision.value;
  // What is on its way to the server has other numbers of words than it knows.
  const settled = editor.saving.state.value === "saved";
  useEffect(() => {
    if (!settled) return;
    let wanted = true;
    api
      .alike(editor.cursor.peek())
      .then((answer) => {
        if (wanted) [found.value, problem.value] = [answer, null];
      })
      .catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        if (wanted) problem.value = error;
      });
    return () => {
      wanted = false;
    };
  }, [api, newest, settled]);
  return {
    found: found.value?.[0] ?? null,
    ready: settled && !problem.value && found.value?.[1] === newest,
    problem: problem.value,
  };
}

/** For transcripts from before voices were kept: what it means to run the work again, and the button that does. */
function RunAgain({ api }: { api: TranscriptApi }) {
  const state = useSignal<"idle" | "asking" | { problem: string }>("idle");
  const run = async () => {
    state.value = "asking";
    try {
      await api.rerun();
      // The page of a recording that is worked on shows how far it is.
      location.reload();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      state.value = { problem: error.message };
    }
  };
  return (
    <>
      <p>{t("transcript.alike.again_help")}</p>
      {typeof state.value === "object" && (
        <p class="problem" role="alert">
          {state.value.problem}
        </p>
      )}
      <p>
        <button type="button" disabled={state.value === "asking"} onClick={() => void run()}>
          {t("transcript.alike.again")}
        </button>
      </p>
    </>
  );
}

interface TurnsProps {
  editor: Editor;
  own: AlikeTurn;
  turns: readonly AlikeTurn[];
  isChosen: (turn: AlikeTurn) => boolean;
  onTick: (turns: readonly AlikeTurn[], on: boolean) => void;
  onEnter: () => void;
}

function Turns({ editor, own, turns, isChosen, onTick, onEnter }: TurnsProps) {
  const shown = useSignal(PAGE);
  const list = useRef<HTMLUListElement>(null);
  const boxes = () => [...(list.current?.querySelectorAll<HTMLInputElement>("input:not(:disabled)") ?? [])];
  // The list is what one came for; it is there only when the server has compared the voices.
  useLayoutEffect(() => boxes()[0]?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    const box = event.target instanceof HTMLInputElement ? event.target : null;
    if (!box || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = boxes().indexOf(box);
    if (event.key === "ArrowDown") boxes()[at + 1]?.focus();
    else if (event.key === "ArrowUp") boxes()[at - 1]?.focus();
    else if (event.key === "Enter") onEnter();
    else if (event.key.toLowerCase() === "p") box.closest("li")?.querySelector("button")?.click();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <p class="help">
        {t("transcript.alike.help")} <span class="by-keys">{t("transcript.alike.keys")}</span>
      </p>
      <div class="row">
        <button type="button" class="quiet" onClick={() => onTick(turns, true)}>
          {t("transcript.alike.all")}
        </button>
        <button type="button" class="quiet" onClick={() => onTick(turns, false)}>
          {t("transcript.alike.no_others")}
        </button>
      </div>
      <ul class="alike" ref={list} onKeyDown={onKeyDown}>
        <Row editor={editor} turn={own} />
        {turns.slice(0, shown.value).map((turn) => (
          <Row
            key={turn.start}
            editor={editor}
            turn={turn}
            checked={isChosen(turn)}
            onTick={(on) => onTick([turn], on)}
          />
        ))}
      </ul>
      {shown.value < turns.length && (
        <button type="button" onClick={() => (shown.value += PAGE)}>
          {t("transcript.alike.more", { count: turns.length - shown.value })}
        </button>
      )}
    </>
  );
}

interface RowProps {
  editor: Editor;
  turn: AlikeTurn;
  checked?: boolean;
  /** Without it, this is the turn that one came from. */
  onTick?: (on: boolean) => void;
}

function Row({ editor, turn, checked = true, onTick }: RowProps) {
  const transcript = editor.transcript.value;
  const words = transcript.words.slice(turn.first, turn.last + 1).map(({ text }) => text);
  const said = joined(words.slice(0, EXCERPT), transcript.language) + (words.length > EXCERPT ? " …" : "");
  const time = clock(turn.start);
  const number = new Intl.NumberFormat(language, DIGITS).format(turn.similarity ?? 0);
  return (
    <li class={`speaker-${colourOf(transcript, turn.speaker)}`}>
      <label class="choice">
        <input
          type="checkbox"
          checked={checked}
          disabled={!onTick}
          onChange={(event) => onTick?.(event.currentTarget.checked)}
        />
        <span>
          <span class="swatch" /> <strong>{labelOf(transcript, turn.speaker)}</strong> <bdi>{said}</bdi>
          <span class="help">
            {onTick ? t("transcript.alike.similarity", { number }) : t("transcript.alike.this")}
            {!turn.reliable && ` · ${t("transcript.alike.short")}`}
          </span>
        </span>
      </label>
      <button
        type="button"
        class="quiet"
        aria-label={t("transcript.alike.play", { time })}
        onClick={() => editor.player.play(turn.start, turn.end)}
      >
        <Icon name="play" /> {time}
      </button>
    </li>
  );
}

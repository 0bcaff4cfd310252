/** Find and replace. */
import { type Signal, effect, untracked, useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../shared/icons.js";
import { t } from "../shared/texts.js";
import { toast } from "../shared/toast.js";
import type { Editor } from "./editor.js";
import { findAll, replaceMatches } from "./finding.js";
import { showMatches } from "./match-marks.js";

/** What is looked for, where it is, and what can be done with it. */
function useFinding(editor: Editor) {
  const text = useSignal("");
  const replacement = useSignal("");
  const matchCase = useSignal(false);
  const wholeWords = useSignal(false);
  const current = useSignal(0);
  const matches = useComputed(() =>
    findAll(editor.transcript.value, {
      text: text.value,
      matchCase: matchCase.value,
      wholeWords: wholeWords.value,
    }),
  );
  const go = (direction: 1 | -1, from = current.value) => {
    const { length } = matches.value;
    if (length === 0) return;
    current.value = (from + direction + length) % length;
    const match = matches.value[current.value];
    if (match) editor.goTo(match.first, { focus: false });
  };
  const search = (value: string) => {
    text.value = value;
    // The first place from where one is, not from the beginning.
    const next = matches.value.findIndex((match) => match.first >= editor.cursor.value);
    go(1, Math.max(0, next) - 1);
  };
  const replace = (all: boolean) => {
    const chosen = all ? matches.value : matches.value.slice(current.value, current.value + 1);
    if (chosen.length === 0) return;
    const edits = replaceMatches(editor.current, chosen, replacement.value);
    editor.saving.edit(edits, t("transcript.notes.replace"));
    if (all) toast(t("transcript.find.replaced", { count: chosen.length }));
    else go(1, current.value - 1);
  };
  return { text, replacement, matchCase, wholeWords, current, matches, go, search, replace };
}

export function FindBar({ editor }: { editor: Editor }) {
  const finding = useFinding(editor);
  const { text, matches, current, go } = finding;
  const field = useRef<HTMLInputElement>(null);
  // Before the next key arrives: what is typed right after Ctrl and F is what is looked for.
  useLayoutEffect(
    () =>
      effect(() => {
        const asked = editor.finding.value;
        if (!asked) return;
        untracked(() => {
          if (asked.text) finding.search(asked.text);
          if (field.current) field.current.value = text.peek();
        });
        field.current?.focus();
        field.current?.select();
      }),
    [],
  );
  useEffect(() => () => showMatches([], -1), []);
  useSignalEffect(() => showMatches(matches.value, current.value));
  const close = () => {
    editor.finding.value = null;
    editor.goTo(editor.cursor.value);
  };
  const count = matches.value.length;
  const place = { number: Math.min(current.value + 1, count), count };
  return (
    <section
      class="find"
      aria-label={t("transcript.find.label")}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
    >
      <input
        ref={field}
        type="search"
        aria-label={t("transcript.find.text")}
        placeholder={t("transcript.find.text")}
        value={text}
        onInput={(event) => finding.search(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
        }}
      />
      <span class="count number" role="status">
        {text.value && (count ? t("transcript.find.found", place) : t("transcript.find.none"))}
      </span>
      <button type="button" class="quiet" aria-label={t("transcript.find.previous")} onClick={() => go(-1)}>
        <Icon name="previous" />
      </button>
      <button type="button" class="quiet" aria-label={t("transcript.find.next")} onClick={() => go(1)}>
        <Icon name="next" />
      </button>
      <Option label={t("transcript.find.case")} on={finding.matchCase} />
      <Option label={t("transcript.find.words")} on={finding.wholeWords} />
      <Replacing finding={finding} off={count === 0} />
      <button type="button" class="quiet" aria-label={t("common.close")} onClick={close}>
        <Icon name="close" />
      </button>
    </section>
  );
}

function Replacing({ finding, off }: { finding: ReturnType<typeof useFinding>; off: boolean }) {
  return (
    <>
      <input
        aria-label={t("transcript.find.with")}
        placeholder={t("transcript.find.with")}
        value={finding.replacement}
        onInput={(event) => (finding.replacement.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") finding.replace(false);
        }}
      />
      <button type="button" disabled={off} onClick={() => finding.replace(false)}>
        {t("transcript.find.replace")}
      </button>
      <button type="button" disabled={off} onClick={() => finding.replace(true)}>
        {t("transcript.find.all")}
      </button>
    </>
  );
}

function Option({ label, on }: { label: string; on: Signal<boolean> }) {
  return (
    <button type="button" class="quiet" aria-pressed={on.value} onClick={() => (on.value = !on.value)}>
      {label}
    </button>
  );
}

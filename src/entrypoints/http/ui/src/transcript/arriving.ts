/** Addresses that lead to a word: `#t=SECONDS`, as in media fragments (W3C Media Fragments URI 1.0). */
import type { Editor } from "./editor.js";

/** The instant that a fragment of an address names, in seconds; undefined where it names none. */
export function instantOf(hash: string): number | undefined {
  const found = /^#t=(\d+(?:\.\d+)?)$/.exec(hash);
  return found?.[1] === undefined ? undefined : Number(found[1]);
}

/** The number of the word that begins at an instant, or else of the last one that began before it. */
export function wordAt(words: readonly { start: number }[], instant: number): number {
  // Where people talk at once, words are not in the order of their times; addresses have milliseconds.
  const exact = words.findIndex((word) => Math.abs(word.start - instant) < 0.001);
  if (exact >= 0) return exact;
  return Math.max(
    0,
    words.findLastIndex((word) => word.start <= instant),
  );
}

/** Shows the word that the address leads to, now and when the address changes. */
export function arrive(editor: Editor): void {
  const go = (): void => {
    const instant = instantOf(location.hash);
    const { words } = editor.transcript.peek();
    if (instant === undefined || words.length === 0) return;
    editor.cursor.value = wordAt(words, instant);
    editor.player.seek(instant);
    editor.view?.showWord(editor.cursor.value, true);
  };
  addEventListener("hashchange", go);
  // Rows are there after the first frame.
  requestAnimationFrame(go);
}

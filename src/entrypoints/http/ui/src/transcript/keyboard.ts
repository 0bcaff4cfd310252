/** From key presses to what the editor does. */
import { type CommandId, commandOf, digitOf } from "./commands.js";
import type { Editor } from "./editor.js";

const STEP = 2;

export function listenToKeys(editor: Editor): void {
  const acts = actsOf(editor);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const typing = isTyping(event.target);
    const command = commandOf(event, typing);
    if (command) {
      // The slider of the position has the arrows to itself.
      if (event.target instanceof HTMLInputElement && event.key.startsWith("Arrow")) return;
      // A button keeps Enter and the space bar to itself.
      if (
        ["play", "edit", "paragraph"].includes(command) &&
        !typing &&
        isControl(event.target) &&
        /^(Enter| )$/.test(event.key)
      )
        return;
      if (command !== "leave") event.preventDefault();
      acts[command]();
      return;
    }
    const digit = typing ? null : digitOf(event);
    if (digit !== null) editor.assignNumber(digit);
  });
}

function actsOf(editor: Editor): Record<CommandId, () => void> {
  const { player, saving } = editor;
  return {
    play: () => editor.togglePlay(),
    back: () => player.back(STEP),
    forward: () => player.back(-STEP),
    slower: () => player.step(-1),
    faster: () => player.step(1),
    normal_speed: () => player.setRate(1),
    follow: () => (editor.follow.value = !editor.follow.value),
    word_before: () => editor.goTo(editor.cursor.value - 1),
    word_after: () => editor.goTo(editor.cursor.value + 1),
    row_before: () => editor.goToRow(-1),
    row_after: () => editor.goToRow(1),
    play_word: () => editor.playFrom(editor.cursor.value),
    next_doubt: () => editor.goToPlace(1),
    previous_doubt: () => editor.goToPlace(-1),
    replay: () => editor.playPlace(),
    accept: () => editor.accept(),
    edit: () => editor.edit(),
    speaker: () => editor.askSpeaker(),
    split: () => editor.split(),
    paragraph: () => editor.beginParagraph(),
    merge: () => editor.joinWithBefore(),
    time: () => (editor.dialog.value = "time"),
    undo: () => saving.undo(),
    redo: () => saving.redo(),
    find: () => editor.find(),
    replace: () => editor.find(),
    people: () => (editor.dialog.value = "people"),
    versions: () => (editor.dialog.value = "versions"),
    keys: () => (editor.dialog.value = "keys"),
    leave: () => (editor.reviewing.value = false),
  };
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches("input:not([type=range], [type=checkbox], [type=radio]), textarea, select")
  );
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("button, a, summary, input, select") !== null;
}

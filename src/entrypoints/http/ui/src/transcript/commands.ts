/** What can be done by keyboard, and with which keys; the cheat sheet is made of the same list. */

export type CommandId =
  | "play"
  | "back"
  | "forward"
  | "slower"
  | "faster"
  | "normal_speed"
  | "follow"
  | "word_before"
  | "word_after"
  | "row_before"
  | "row_after"
  | "play_word"
  | "next_doubt"
  | "previous_doubt"
  | "replay"
  | "accept"
  | "edit"
  | "speaker"
  | "split"
  | "paragraph"
  | "merge"
  | "time"
  | "undo"
  | "redo"
  | "find"
  | "replace"
  | "people"
  | "versions"
  | "keys"
  | "leave";

export type Group = "listen" | "move" | "review" | "correct" | "find";

export interface Command {
  readonly id: CommandId;
  readonly group: Group;
  /** `mod` is Ctrl, or Command on a Mac. Letters are what the keyboard writes; `Key…` and `F8` are places on it. */
  readonly keys: readonly string[];
  /** Whether it also works while text is typed. */
  readonly typing?: boolean;
}

export const COMMANDS: readonly Command[] = [
  { id: "play", group: "listen", keys: ["space", "k"] },
  { id: "play", group: "listen", keys: ["F8", "mod+Space"], typing: true },
  { id: "back", group: "listen", keys: ["j"] },
  { id: "back", group: "listen", keys: ["F7", "alt+KeyJ"], typing: true },
  { id: "forward", group: "listen", keys: ["l"] },
  { id: "forward", group: "listen", keys: ["F9", "alt+KeyL"], typing: true },
  { id: "slower", group: "listen", keys: ["-", "["] },
  { id: "slower", group: "listen", keys: ["alt+Minus"], typing: true },
  { id: "faster", group: "listen", keys: ["+", "]", "="] },
  { id: "faster", group: "listen", keys: ["alt+Equal"], typing: true },
  { id: "normal_speed", group: "listen", keys: ["0"] },
  { id: "follow", group: "listen", keys: ["f"] },
  { id: "word_before", group: "move", keys: ["arrowleft"] },
  { id: "word_after", group: "move", keys: ["arrowright"] },
  { id: "row_before", group: "move", keys: ["arrowup"] },
  { id: "row_after", group: "move", keys: ["arrowdown"] },
  { id: "play_word", group: "move", keys: ["p"] },
  { id: "next_doubt", group: "review", keys: ["n"] },
  { id: "previous_doubt", group: "review", keys: ["shift+n", "b"] },
  { id: "replay", group: "review", keys: ["r"] },
  { id: "accept", group: "review", keys: ["a"] },
  { id: "edit", group: "correct", keys: ["enter", "e"] },
  { id: "speaker", group: "correct", keys: ["s"] },
  { id: "paragraph", group: "correct", keys: ["shift+enter"] },
  { id: "split", group: "correct", keys: ["t"] },
  { id: "merge", group: "correct", keys: ["m"] },
  { id: "time", group: "correct", keys: ["w"] },
  { id: "undo", group: "correct", keys: ["mod+z"] },
  { id: "redo", group: "correct", keys: ["mod+shift+z", "mod+y"] },
  { id: "find", group: "find", keys: ["mod+f"], typing: true },
  { id: "find", group: "find", keys: ["/"] },
  { id: "replace", group: "find", keys: ["mod+h"], typing: true },
  { id: "people", group: "find", keys: ["g"] },
  { id: "versions", group: "find", keys: ["v"] },
  { id: "keys", group: "find", keys: ["?"] },
  { id: "leave", group: "find", keys: ["escape"], typing: true },
];

/** The parts of a key press that tell which one it is. */
export interface Press {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The command of a key press, or null; digits give a turn to the speaker of that number and are no commands. */
export function commandOf(press: Press, typing: boolean): CommandId | null {
  const names = new Set(namesOf(press));
  const found = COMMANDS.find(
    (command) => (!typing || command.typing) && command.keys.some((key) => names.has(key)),
  );
  return found?.id ?? null;
}

/** 1 to 9 for a digit pressed alone. */
export function digitOf(press: Press): number | null {
  if (press.ctrlKey || press.metaKey || press.altKey || press.shiftKey) return null;
  return /^[1-9]$/.test(press.key) ? Number(press.key) : null;
}

function namesOf(press: Press): string[] {
  const modifiers = `${press.ctrlKey || press.metaKey ? "mod+" : ""}${press.altKey ? "alt+" : ""}`;
  const letter = press.key === " " ? "space" : press.key.toLowerCase();
  const shift = press.shiftKey ? "shift+" : "";
  const names = [`${modifiers}${shift}${letter}`, `${modifiers}${shift}${press.code}`];
  // A sign such as ? or + may need Shift on one keyboard and not on another.
  if (press.shiftKey && letter.length === 1 && !/\p{L}|\d/u.test(letter)) names.push(`${modifiers}${letter}`);
  return names;
}

/** What is written on keys that have a name; it differs from language to language. */
export type KeyNames = Readonly<Record<"mod" | "alt" | "shift" | "space", string>>;

/** A key as it is written on the cheat sheet. */
export function keyLabel(key: string, mac: boolean, names: KeyNames): string[] {
  const signs: Record<string, string> = {
    ...names,
    ...(mac && { mod: "⌘", alt: "⌥", shift: "⇧" }),
    Space: names.space,
    arrowleft: "←",
    arrowright: "→",
    arrowup: "↑",
    arrowdown: "↓",
    escape: "Esc",
    enter: "↵",
    Minus: "-",
    Equal: "+",
  };
  const parts = key === "+" ? ["+"] : key.split("+");
  return parts.map((part) => signs[part] ?? (part.startsWith("Key") ? part.slice(3) : capital(part)));
}

function capital(part: string): string {
  return part.charAt(0).toUpperCase() + part.slice(1);
}

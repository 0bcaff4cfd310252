import { describe, expect, it } from "vitest";
import english from "../../texts/en.json";
import { COMMANDS, type Press, commandOf, digitOf, keyLabel } from "./commands.js";

function press(key: string, more: Partial<Press> = {}): Press {
  return { key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more };
}

describe("keys", () => {
  it("mean one command each", () => {
    for (const typing of [false, true]) {
      const keys = COMMANDS.filter((command) => !typing || command.typing).flatMap((command) => command.keys);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it("leave letters alone while text is typed", () => {
    expect(commandOf(press("n"), false)).toBe("next_doubt");
    expect(commandOf(press("n"), true)).toBeNull();
    expect(commandOf(press(" "), true)).toBeNull();
    expect(commandOf(press("F8", { code: "F8" }), true)).toBe("play");
    expect(commandOf(press("∆", { code: "KeyJ", altKey: true }), true)).toBe("back");
  });

  it("tell Shift and Ctrl apart, and take Command for Ctrl", () => {
    expect(commandOf(press("N", { shiftKey: true }), false)).toBe("previous_doubt");
    expect(commandOf(press("z", { ctrlKey: true }), false)).toBe("undo");
    expect(commandOf(press("z", { metaKey: true }), false)).toBe("undo");
    expect(commandOf(press("Z", { ctrlKey: true, shiftKey: true }), false)).toBe("redo");
    expect(commandOf(press("a", { ctrlKey: true }), false)).toBeNull();
    expect(commandOf(press("n", { ctrlKey: true }), false)).toBeNull();
  });

  it("find signs with and without Shift, as keyboards differ", () => {
    expect(commandOf(press("?", { shiftKey: true }), false)).toBe("keys");
    expect(commandOf(press("?"), false)).toBe("keys");
    expect(commandOf(press("+", { shiftKey: true }), false)).toBe("faster");
  });

  it("count speakers", () => {
    expect(digitOf(press("3"))).toBe(3);
    expect(digitOf(press("0"))).toBeNull();
    expect(digitOf(press("3", { ctrlKey: true }))).toBeNull();
  });

  it("are all on the cheat sheet", () => {
    for (const { id, group } of COMMANDS) {
      expect(english.transcript.keys).toHaveProperty(id);
      expect(english.transcript.keys.groups).toHaveProperty(group);
    }
    const names = { mod: "Strg", alt: "Alt", shift: "Umschalt", space: "Leertaste" };
    expect(keyLabel("mod+shift+z", false, names)).toEqual(["Strg", "Umschalt", "Z"]);
    expect(keyLabel("mod+Space", true, names)).toEqual(["⌘", "Leertaste"]);
    expect(keyLabel("+", true, names)).toEqual(["+"]);
  });
});

import { describe, expect, it } from "vitest";
import german from "../../texts/de.json";
import english from "../../texts/en.json";
import { type Catalogue, textOf } from "./texts.js";

/** Every text of a catalogue by its place. */
function flat(catalogue: Catalogue, before = ""): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([key, value]) =>
      typeof value === "string" ? [[before + key, value] as const] : [...flat(value, `${before}${key}.`)],
    ),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

describe("the catalogue", () => {
  it("has the same texts in every language", () => {
    expect([...flat(german).keys()].sort()).toEqual([...flat(english).keys()].sort());
  });

  it("uses the same values in every language", () => {
    const other = flat(german);
    for (const [key, text] of flat(english)) {
      // "One speaker" may be written without its number.
      if (!key.endsWith(".one")) expect(placeholders(other.get(key) ?? ""), key).toEqual(placeholders(text));
    }
  });

  it("chooses by the number, puts values in, and complains of what is not there", () => {
    const texts = { words: { one: "one word", other: "{count} words" }, hello: "Hello {name}" };
    expect(textOf(texts, "words", { count: 1 })).toBe("one word");
    expect(textOf(texts, "words", { count: 0 })).toBe("0 words");
    expect(textOf(texts, "hello", { name: "<b>" })).toBe("Hello <b>");
    expect(() => textOf(texts, "gone")).toThrow("gone");
  });
});

/**
 * The texts of the page, in the language of the page. The catalogue in `ui/texts` is the one that the server's
 * templates use; `en.json` says which texts there are, and a missing one does not compile.
 */
import type english from "../../texts/en.json";

interface Plural {
  one: string;
  other: string;
}

type Keys<T, P extends string = ""> = {
  [K in keyof T & string]: T[K] extends string | Plural ? `${P}${K}` : Keys<T[K], `${P}${K}.`>;
}[keyof T & string];

export type TextKey = Keys<typeof english>;
export type Values = Record<string, string | number>;

export interface Catalogue {
  [key: string]: string | Catalogue;
}

/** The text at `key` with `values` put in; `count` chooses between `one` and `other`. */
export function textOf(catalogue: Catalogue, key: string, values: Values = {}): string {
  let found: string | Catalogue | undefined = catalogue;
  for (const part of key.split(".")) found = typeof found === "object" ? found[part] : undefined;
  if (typeof found === "object") found = found[values.count === 1 ? "one" : "other"];
  if (typeof found !== "string") throw new Error(`There is no text ${key}.`);
  return found.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

async function load(language: string): Promise<Catalogue> {
  if (language === "de") return (await import("../../texts/de.json")).default;
  return (await import("../../texts/en.json")).default;
}

export const language = (typeof document === "undefined" ? "" : document.documentElement.lang) || "en";
const loaded = await load(language);

/** The text at `key` in the language of the page. */
export function t(key: TextKey, values?: Values): string {
  return textOf(loaded, key, values);
}

/** Whether there is a text at `key`, e.g. for a flag that a newer server knows. */
export function isText(key: string): key is TextKey {
  try {
    textOf(loaded, key, { count: 1 });
    return true;
  } catch {
    return false;
  }
}

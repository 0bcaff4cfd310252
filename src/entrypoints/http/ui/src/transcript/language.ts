/** How words become text and text becomes words; the same rules as in `core/domain/text.py` and `tokenization.py`. */

const WITHOUT_SPACES = new Set(["ja", "lo", "my", "th", "yue", "zh"]);
const SAID = /[\p{L}\p{N}%‰$£€¥¢&@+=°#§]/u;
const LATIN = /^[A-Za-z0-9]$/;

export function isWithoutSpaces(language: string): boolean {
  return WITHOUT_SPACES.has(language);
}

/** What stands between two words that follow each other. */
export function between(before: string, after: string, language: string): string {
  if (!isWithoutSpaces(language)) return " ";
  return LATIN.test(before.at(-1) ?? "") && LATIN.test(after.at(0) ?? "") ? " " : "";
}

export function joined(words: readonly string[], language: string): string {
  return words.reduce((text, word) => (text ? text + between(text, word, language) + word : word), "");
}

/** Words of a text; a mark that stands alone is not said, so it joins the word before it, or the next one. */
export function wordsIn(text: string, language: string): string[] {
  const apart = isWithoutSpaces(language);
  return withMarks(apart ? characters(text) : text.split(/\s+/u).filter(Boolean), apart ? "" : " ");
}

function characters(text: string): string[] {
  const pieces: string[] = [];
  for (const character of text) {
    const last = pieces.at(-1);
    const whole = last !== undefined && LATIN.test(character) && LATIN.test(last.at(-1) ?? "");
    const mark = last !== undefined && !/\s/u.test(character) && !SAID.test(character);
    if (whole || mark) pieces[pieces.length - 1] = last + character;
    else pieces.push(character);
  }
  return pieces.map((piece) => piece.trim()).filter(Boolean);
}

function withMarks(pieces: readonly string[], separator: string): string[] {
  const words: string[] = [];
  let waiting: string[] = [];
  for (const piece of pieces) {
    if (SAID.test(piece)) {
      words.push([...waiting, piece].join(separator));
      waiting = [];
    } else if (words.length > 0) {
      words[words.length - 1] = `${words.at(-1) ?? ""}${separator}${piece}`;
    } else {
      waiting.push(piece);
    }
  }
  if (words.length > 0) return words;
  return waiting.length > 0 ? [waiting.join(separator)] : [];
}

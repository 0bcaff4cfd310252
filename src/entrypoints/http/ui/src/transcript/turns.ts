/** Turns: the paragraphs of one speaker without another one between. */
import { type Row, type TurnRow, rowOfWord } from "./rows.js";

/** The first and last word of the turn that has a word. */
export function turnAround(rows: readonly Row[], word: number): { first: number; last: number } {
  const at = rowOfWord(rows, word);
  let first = at;
  while (first > 0 && !opens(rows[first])) first -= 1;
  let last = at;
  for (let next = at + 1; next < rows.length; next += 1) {
    const row = rows[next];
    if (row?.kind !== "turn") continue;
    if (row.opens) break;
    last = next;
  }
  return { first: turn(rows[first])?.first ?? word, last: turn(rows[last])?.last ?? word };
}

function opens(row: Row | undefined): boolean {
  return row?.kind === "turn" && row.opens;
}

function turn(row: Row | undefined): TurnRow | undefined {
  return row?.kind === "turn" ? row : undefined;
}

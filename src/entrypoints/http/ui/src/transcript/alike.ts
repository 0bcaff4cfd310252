/** Turns that sound like one: what the server found, and which of them are chosen. */
import type { Span } from "./document.js";
import type { Edit } from "./edits.js";

export interface AlikeTurn extends Span {
  readonly first: number;
  readonly last: number;
  readonly speaker: string | null;
  /** Cosine similarity to the chosen turn; null where nobody is heard alone. */
  readonly similarity: number | null;
  readonly reliable: boolean;
  readonly alike: boolean;
}

export interface AlikeTurns {
  readonly threshold: number;
  readonly chosen: AlikeTurn;
  readonly items: readonly AlikeTurn[];
}

/** Turns that may be given to a speaker, the most similar first: those that are theirs already need not be. */
export function candidates({ items }: AlikeTurns, to: string): readonly AlikeTurn[] {
  return items.filter((turn) => turn.speaker !== to && turn.similarity !== null);
}

/** The change that gives the turn and the others that are chosen to a speaker. */
export function givingTo(to: string, turns: readonly AlikeTurn[]): Edit {
  const ranges = turns.map(({ first, last }) => ({ first, last })).sort((a, b) => a.first - b.first);
  return { type: "reassign_ranges", ranges, speaker: to };
}

/** Versions of a transcript, what makes new ones, and the server that keeps them. */
import { sameParagraphs } from "./breaks.js";
import type { Speaker, Transcript } from "./document.js";
import type { Edit } from "./edits.js";

export interface Version {
  readonly transcript: Transcript;
  readonly revision: number;
  readonly etag: string;
  /** Whether a change leads to it that can be undone, or an undoing that can be redone. */
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** What the server does; `etag` is the version that a change was made on. */
export interface Server {
  load(): Promise<Version>;
  edit(etag: string, edits: readonly Edit[], note: string): Promise<Version>;
  undo(etag: string): Promise<Version>;
  redo(etag: string): Promise<Version>;
  restore(etag: string, revision: number): Promise<Version>;
}

/** `after` is what it makes of the transcript; undefined where only the server knows. */
export type Operation = { after: Transcript | undefined; tried?: boolean } & (
  | { kind: "edit"; edits: readonly Edit[]; note: string; before: Transcript }
  | { kind: "undo" }
  | { kind: "redo" }
  | { kind: "restore"; revision: number }
);

/** Whether the server made a change on `base` although it could not say so. */
export function arrived({ after }: Operation, base: Version, { revision, transcript }: Version): boolean {
  return after !== undefined && revision > base.revision && sameTalk(after, transcript);
}

/** Whether the same people say the same words in the same paragraphs, whatever is known of the times. */
export function sameTalk(before: Transcript, transcript: Transcript): boolean {
  const { words, speakers } = before;
  return (
    words.length === transcript.words.length &&
    speakers.length === transcript.speakers.length &&
    speakers.every((speaker, at) => isSame(speaker, transcript.speakers[at])) &&
    words.every((word, at) => {
      const other = transcript.words[at];
      return word.text === other?.text && word.speaker === other.speaker;
    }) &&
    sameParagraphs(before, transcript)
  );
}

function isSame(one: Speaker, other: Speaker | undefined): boolean {
  return one.id === other?.id && one.name === other.name;
}

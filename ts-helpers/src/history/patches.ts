/** What a commit did, file by file. */
export interface Patch {
  commit: string;
  files: PatchedFile[];
}

export interface PatchedFile {
  file: string;
  status: 'added' | 'changed' | 'deleted';
  /** It may no longer, or may now, be executed. */
  mode?: true;
  /** It was a file and is a link now, or the other way round. */
  kind?: true;
  /** Empty where only blanks differ. */
  hunks: Hunk[];
}

/** Lines that changed, and those around them, each with `+`, `-` or a blank before it. */
export interface Hunk {
  /** Where it begins in the file as the commit left it. */
  start: number;
  /** The line above that git takes for the beginning of what it is in. */
  heading: string;
  lines: string[];
}

/** So much is read of what came since a green build. */
export const MOST_PATCHES = {commits: 300, lines: 60_000, letters: 300} as const;
/** Around what changed: enough to see which function it is in. */
export const CONTEXT_LINES = 30;

/** The lines of a file that changed. */
export const changedLines = ({hunks}: PatchedFile): string[] =>
  hunks.flatMap(({lines}) => lines.filter(line => !line.startsWith(' ')));

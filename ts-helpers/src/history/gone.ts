/** A file that a commit since the last green build took away, or gave another name. */
export interface GoneFile {
  path: string;
  commit: string;
  /** What it is called now. */
  now?: string;
}

/** What a commit did to a file that it did not leave where it was. */
export interface Departure {
  commit: string;
  path: string;
  to?: string;
}

/** Of departures, the newest first, what they come to. `files`: those that are there now. */
export const goneFiles = (departures: readonly Departure[], files: ReadonlySet<string>): GoneFile[] => {
  const gone = new Map<string, GoneFile>();
  for (const {commit, path, to} of [...departures].reverse()) {
    for (const [first, known] of gone)
      // It is to be had from before the commit that took it from there.
      if (known.now === path)
        gone.set(first, {path: first, commit: known.commit, ...(to !== undefined && {now: to})});
    gone.set(path, {path, commit, ...(to !== undefined && {now: to})});
  }
  return [...gone.values()]
    .filter(({path}) => !files.has(path))
    .map(({path, commit, now}) => ({path, commit, ...(now !== undefined && files.has(now) && {now})}));
};

/** What somebody asks for by `--to`. */
export interface Meant {
  /** As it was written. */
  written: string;
  /** With what the version or the commit begins. */
  beginning: string;
  /** Whether it is a name of git's for a commit: a branch, a tag, HEAD. */
  isName: boolean;
}

/** `commit`: what git knows by that. An id is what it is, also that of a version which git knows nothing of. */
export const meantBy = (to: string, commit?: string): Meant => {
  const isName = commit !== undefined && !commit.startsWith(to);
  return {written: to, beginning: isName ? commit : to, isName};
};

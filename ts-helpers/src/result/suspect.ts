/** A commit that a failure points at, and by what. */
export interface Suspect {
  commit: string;
  file: string;
  line?: number;
  /** Of 100; 0 where nothing it changed can have done this. */
  weight: number;
  /** Told to people: `changed line 12, where it failed`. */
  why: string;
  /** What the commit did there: lines with `+` or `-` before them. */
  diff?: readonly string[];
}

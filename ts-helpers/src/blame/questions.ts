import type {SettingChange} from '../history/changes.ts';
import type {Patch} from '../history/patches.ts';
import type {ErrorReport} from '../result/result.ts';
import type {Place} from '../causes/places.ts';

/** A line, and the commit that made it what it is; only of those that are new. */
export interface BlamedLine {
  file: string;
  line: number;
  commit: string;
}
/** What a failure is asked about. */
export interface Questions {
  error: ErrorReport;
  /** Places by the texts that name them. */
  places: readonly Place[];
  missing: readonly string[];
  /** What it names beside. */
  named: readonly string[];
  /** What it shows of sources. */
  pieces: readonly string[];
  services: ReadonlySet<string>;
  text: string;
}

/** What git tells of what came since the last green build. */
export interface Testimony {
  patches: readonly Patch[];
  lines: readonly BlamedLine[];
  /** Texts of the files that the failure names, as they were built. */
  texts: ReadonlyMap<string, string>;
  settings: readonly (SettingChange & {commit: string})[];
  /** Lines that name them, by variables that services no longer have. */
  readers?: ReadonlyMap<string, readonly {file: string; text: string}[]>;
}

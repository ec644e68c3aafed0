import {existsSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** Vendors' documents are large and not ours: COUNTABLE_SPECS names their folder, else `script/specs` fetches them. */
export const specsFolder = (): string => {
  const {COUNTABLE_SPECS: named, XDG_CACHE_HOME: cache} = process.env;
  if (named !== undefined) return named;
  const besides = path.resolve('../shared/specs');
  if (existsSync(besides)) return besides;
  return path.join(cache || path.join(homedir(), '.cache'), 'countable-pipeline/specs');
};

export const hasDocument = (name: string): boolean => existsSync(path.join(specsFolder(), name));

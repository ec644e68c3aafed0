import * as z from 'zod/mini';
import {text} from './keys.ts';
import {quick} from './glob.ts';

/** Nobody's path leads out of the repository, whatever a glob may be made of. */
const leadsOut = (path: string): boolean => path.split(/[/\\{},()|]/).includes('..') || /\p{Cc}/u.test(path);

/** A file of the repository. */
export const fileOfProject = text.check(
  z.refine(path => !leadsOut(path) && !/^[/~]/.test(path), {
    error: 'must be a path within the repository, without `..`',
  }),
);

/** Globs of the repository, or a path in a container. */
export const reportPlace = text.check(
  z.refine(path => !leadsOut(path), {error: 'must be a path or a glob without `..`'}),
  quick,
);

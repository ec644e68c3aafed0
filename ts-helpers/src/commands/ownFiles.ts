import {goneFiles} from '../domain/gone.ts';
import {ownFiles} from '../domain/lacks.ts';
import type {ErrorReport, OwnFile} from '../domain/result.ts';
import {lacksOf} from '../domain/rootCause.ts';
import type {Git} from '../adapters/git.ts';

const LONGEST_BEGINNING = 100;

/** The files of the repository that a failure misses: those that are there all the same, and those that are gone since it was green. */
export const findOwnFiles = async (
  {error, since}: {error: ErrorReport; since: string | undefined},
  git: Pick<Git, 'files' | 'departures' | 'show'>,
): Promise<OwnFile[]> => {
  const lacks = lacksOf(error);
  if (lacks.length === 0) return [];
  const [listing, departures] = await Promise.all([git.files({untracked: false}), git.departures(since)]);
  if (listing === undefined) return [];
  const {files} = listing;
  const gone = goneFiles(departures, new Set(files));
  const found = ownFiles(lacks, {files, gone, paths: error.evidence.paths ?? []});
  const scripts = new Set(lacks.filter(({kind}) => kind === 'script').map(({name}) => name));
  return Promise.all(
    found.map(async file => {
      if (file.commit !== undefined || !scripts.has(file.name)) return file;
      const [begins = ''] = ((await git.show('HEAD', file.path)) ?? '').split('\n', 1);
      if (!begins.startsWith('#!')) return file;
      const isWindows = begins.endsWith('\r') && {isWindows: true as const};
      return {...file, begins: begins.trimEnd().slice(0, LONGEST_BEGINNING), ...isWindows};
    }),
  );
};

import {goneFiles} from '../history/gone.ts';
import {type Lack, ownFiles, placesFor} from '../causes/lacks.ts';
import {nearFile, packageWithout} from '../causes/nearNames.ts';
import {attributeFiles, windowsBy} from '../history/lineEnds.ts';
import type {ErrorReport, OwnFile} from '../result/result.ts';
import {nameOf} from '../history/sourceFiles.ts';
import {lacksOf} from '../causes/rootCause.ts';
import {distance} from '../text/suggestion.ts';
import type {Git} from '../outside/git.ts';

const LONGEST_BEGINNING = 100;

type Asked = Pick<Git, 'files' | 'departures' | 'show' | 'lineEnds' | 'ignoredAt' | 'naming'>;

/** The files of the repository that a failure misses: those that are there all the same, and those that are gone since it was green. */
export const findOwnFiles = async (
  {error, since}: {error: ErrorReport; since: string | undefined},
  git: Asked,
): Promise<OwnFile[]> => {
  const lacks = lacksOf(error);
  if (lacks.length === 0) return [];
  const [listing, departures] = await Promise.all([git.files({untracked: false}), git.departures(since)]);
  if (listing === undefined) return [];
  const {files} = listing;
  const gone = goneFiles(departures, new Set(files));
  const found = ownFiles(lacks, {files, gone, paths: error.evidence.paths ?? []});
  const scripts = new Set(lacks.filter(({kind}) => kind === 'script').map(({name}) => name));
  const unknown = lacks.filter(({name}) => !found.some(file => file.name === name));
  const left = await Promise.all(unknown.map(lack => ignoredFile(lack, files, git)));
  const known = found.map(async file =>
    file.commit === undefined && scripts.has(file.name) ? scriptOf(file, git) : file,
  );
  const near = unknown
    .filter(({name}) => !left.flat().some(file => file.name === name))
    .flatMap(lack => {
      const places = {files, paths: error.evidence.paths ?? []};
      return nearFile(lack, places, distance) ?? packageWithout(lack, places) ?? [];
    });
  const placed = near.map(async file => ({...file, ...(await namingFiles(file.name, git))}));
  return [...(await Promise.all(known)), ...left.flat(), ...(await Promise.all(placed))];
};

const MOST_NAMING = 3;

const namingFiles = async (name: string, git: Asked): Promise<Pick<OwnFile, 'namedIn'>> => {
  const word = name.replace(/^\W+/, '');
  const naming = [...new Set((await git.naming(word)).map(({file}) => file))];
  return naming.length === 0 || naming.length > MOST_NAMING ? {} : {namedIn: naming};
};

/** How it begins where it lies: what .gitattributes makes of its line ends counts. */
const scriptOf = async (file: OwnFile, git: Asked): Promise<OwnFile> => {
  const [begins = ''] = ((await git.show('HEAD', file.path)) ?? '').split('\n', 1);
  if (!begins.startsWith('#!')) return file;
  const by = begins.endsWith('\r') ? undefined : await windowsOf(file.path, git);
  return {
    ...file,
    begins: begins.trimEnd().slice(0, LONGEST_BEGINNING),
    ...((begins.endsWith('\r') || by !== undefined) && {isWindows: true as const}),
    ...(by !== undefined && {windowsBy: by}),
  };
};

const windowsOf = async (file: string, git: Asked): Promise<string | undefined> => {
  const ends = await git.lineEnds(file);
  if (ends === undefined) return undefined;
  const texts = attributeFiles(file).map(async place => ({
    file: place,
    text: (await git.show('HEAD', place)) ?? '',
  }));
  return windowsBy(file, ends, await Promise.all(texts));
};

/** Modules may as well be packages that are not installed. */
const OF_THE_PROJECT: ReadonlySet<Lack['kind']> = new Set(['file', 'script', 'template', 'node']);

/** Where one line, and no other, leaves out whatever may be meant. */
const ignoredFile = async (lack: Lack, files: readonly string[], git: Asked): Promise<OwnFile[]> => {
  const places = OF_THE_PROJECT.has(lack.kind) ? placesFor(lack, files) : [];
  const ignored = places.length === 0 ? [] : await git.ignoredAt(places);
  const [first] = ignored;
  if (first === undefined || ignored.some(({at}) => at !== first.at)) return [];
  return [{name: lack.name, path: nameOf(first.file), ignoredAt: first.at}];
};

import path from 'node:path';
import type {ComposeService} from '../../compose/model.ts';
import {stageBuilt} from './dockerfile.ts';
import type {DockerfileFacts, ProjectFacts} from './facts.ts';

/** What a service does as it starts, as far as the files of the project tell. */
export interface Start {
  /** Its words, and the texts of all scripts that they run. */
  text: string;
  /** The script that is the main process of the container; undefined where that is none of the project. */
  main?: {file: string; text: string};
  /** Whether each script that is run is there to be read. */
  isWhole: boolean;
}

/** Undefined of a service that is not built here, and where files were not read. */
export const startOf = (
  name: string,
  service: ComposeService,
  {dockerfiles, contents}: Pick<ProjectFacts, 'dockerfiles' | 'contents'>,
): Start | undefined => {
  const dockerfile = dockerfiles.find(({services}) => services.includes(name));
  if (dockerfile === undefined || contents === undefined) return undefined;
  const words = wordsOf(service, dockerfile);
  const seen = new Map<string, string>();
  const isWhole = follow(words, {folder: dockerfile.context, texts: contents.texts, seen});
  const [first = '', second = ''] = words;
  const mainName = SHELLS.test(first) ? second : first;
  const file = mainName.endsWith('.sh')
    ? scriptNamed(mainName, dockerfile.context, contents.texts)
    : undefined;
  const text = file === undefined ? undefined : seen.get(file);
  return {
    text: [words.join(' '), ...seen.values()].join('\n'),
    ...(file !== undefined && text !== undefined && {main: {file, text}}),
    isWhole,
  };
};

const SHELLS = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|z)?sh$/;

/** Of the definition, else of the Dockerfile. */
const wordsOf = (
  {command, entrypoint}: ComposeService,
  {instructions, target}: DockerfileFacts,
): string[] => {
  const own = stageBuilt(instructions, target)?.instructions ?? [];
  const said = (name: string): string[] => split(own.findLast(one => one.name === name)?.words ?? '');
  const before = given(entrypoint) ?? said('ENTRYPOINT');
  // An entrypoint of the definition takes the image's command away.
  const after = given(command) ?? (given(entrypoint) === undefined ? said('CMD') : []);
  return [...before, ...after];
};

const given = (words: unknown): string[] | undefined => {
  if (Array.isArray(words)) return words.map(String);
  return typeof words === 'string' ? split(words) : undefined;
};

/** As a shell or as JSON. */
const split = (words: string): string[] =>
  words.startsWith('[') ? words.split(/[[\],"]+\s*/).filter(Boolean) : words.split(/\s+/).filter(Boolean);

interface Followed {
  folder: string;
  texts: Readonly<Record<string, string>>;
  seen: Map<string, string>;
}

/** Scripts that words run, and those that these run. False where one is not among the files. */
const follow = (words: readonly string[], followed: Followed): boolean => {
  const {folder, texts, seen} = followed;
  return words
    .flatMap(word => word.split(/[\s;&|"']+/))
    .filter(word => word.endsWith('.sh'))
    .map(name => {
      const file = scriptNamed(name, folder, texts);
      if (file === undefined) return false;
      if (seen.has(file)) return true;
      const text = withoutComments(texts[file] ?? '');
      seen.set(file, text);
      return follow(text.split('\n'), followed);
    })
    .every(Boolean);
};

const withoutComments = (text: string): string =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
    .join('\n');

/** Of one in the image it is known where it is there, and where its folder was copied from is a guess: it is looked for. */
const scriptNamed = (
  name: string,
  folder: string,
  texts: Readonly<Record<string, string>>,
): string | undefined => {
  const relative = path.posix.join(folder, path.posix.isAbsolute(name) ? path.posix.basename(name) : name);
  if (relative in texts) return relative;
  const below = Object.keys(texts).filter(
    file =>
      (folder === '' || file.startsWith(`${folder}/`)) &&
      path.posix.basename(file) === path.posix.basename(name),
  );
  return below.length === 1 ? below[0] : undefined;
};

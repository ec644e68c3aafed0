import type {GoneFile} from '../history/gone.ts';
import type {OwnFile} from '../result/result.ts';
import {isWithin} from '../text/paths.ts';
import {nameOf} from '../history/sourceFiles.ts';

/** What a failure says is not there. */
export interface Lack {
  kind: 'file' | 'script' | 'template' | 'python' | 'node' | 'php' | 'ruby';
  /** As the failure has it: `/app/theme/base.html`, `shop.mailer`, `./store`, `App\Mailer`. */
  name: string;
  /** Its path begins at the folder that the image is built from, and is all of it. */
  isInContext?: true;
}

export interface Repository {
  files: readonly string[];
  gone: readonly GoneFile[];
  /** Files and folders that the failing service is made of. */
  paths: readonly string[];
}

/** The files of the project's own that are meant, each once. */
export const ownFiles = (lacks: readonly Lack[], repository: Repository): OwnFile[] =>
  lacks.flatMap(lack => {
    const {files, paths, gone} = repository;
    const there = best(lack, files, {paths, isGone: false});
    const left = best(
      lack,
      gone.map(({path}) => path),
      {paths, isGone: true},
    );
    if (there !== undefined && there.score >= (left?.score ?? 0))
      return [{name: lack.name, path: there.path}];
    const found = gone.find(({path}) => path === left?.path);
    return found === undefined ? goneFolder(lack, repository) : [{name: lack.name, ...found}];
  });

const MOST_FOLDERS = 100;

/** Where images and mounts put what is of the project. */
const OF_IMAGES =
  /^\/(?:app|code|src|work|workspace|project|site|web|usr\/src|var\/www|srv\/(?:app|www)|opt\/app|home\/[^/]+\/app)\//;

/** Of a path of a container, or of this machine, nothing else tells that a file of the project is meant. */
const mayBeOwn = ({name, isInContext}: Lack, folders: readonly string[]): boolean =>
  isInContext === true ||
  !name.startsWith('/') ||
  OF_IMAGES.test(name) ||
  folders.some(folder => folder !== '' && name.slice(0, name.lastIndexOf('/')).endsWith(`/${folder}`));

/** Where a file might lie that the repository does not have. */
export const placesFor = (lack: Lack, files: readonly string[]): string[] => {
  const folders = [...new Set(files.map(file => file.split('/').slice(0, -1).join('/')))].slice(
    0,
    MOST_FOLDERS,
  );
  if (!mayBeOwn(lack, folders)) return [];
  return candidatesOf(lack).flatMap(name => {
    const parts = partsOf(name);
    // What is in no folder of the project names its own.
    const tails = name.startsWith('/')
      ? parts.map((_, from) => parts.slice(from).join('/'))
      : [parts.join('/')];
    return [...new Set([...tails, ...folders.map(folder => `${folder}/${tails.at(-1)}`)])].filter(
      path => !path.startsWith('/'),
    );
  });
};

/** A folder that is named, and of which all is gone. */
const goneFolder = ({kind, name}: Lack, {files, gone}: Repository): OwnFile[] => {
  if (kind !== 'file' && kind !== 'python') return [];
  const folder = (kind === 'python' ? name.replaceAll('.', '/') : name)
    .replace(/^(?:\.?\/)+/, '')
    .replace(/\/$/, '');
  const inside = gone.filter(({path}) => path !== folder && isWithin(path, folder));
  const [first] = inside;
  if (folder === '' || first === undefined || files.some(file => isWithin(folder, file))) return [];
  const tail = first.path.slice(folder.length);
  const now = first.now?.endsWith(tail) ? first.now.slice(0, -tail.length) : undefined;
  return [{name, path: folder, commit: first.commit, ...(now !== undefined && {now})}];
};

interface Match {
  path: string;
  /** How many of the last parts of its path are named. */
  score: number;
}

interface Grounds {
  paths: readonly string[];
  isGone: boolean;
}

/** The one whose path is most like it; undefined where there are several. */
const best = (lack: Lack, files: readonly string[], grounds: Grounds): Match | undefined => {
  const wanted = candidatesOf(lack);
  const found = files
    .filter(file => wanted.some(name => nameOf(name) === nameOf(file)))
    .flatMap(path => {
      const score = Math.max(...wanted.map(name => likeness(name, path)));
      return isMeant(lack, {path, score}, grounds) ? [{path, score}] : [];
    })
    .sort((one, other) => other.score - one.score);
  const [first, second] = found;
  return first !== undefined && first.score === second?.score ? undefined : first;
};

export const partsOf = (path: string): string[] => path.split('/').filter(part => !/^\.{0,2}$/.test(part));

const likeness = (name: string, path: string): number => {
  const named = partsOf(name).reverse();
  const parts = partsOf(path).reverse();
  const differs = named.findIndex((part, index) => part !== parts[index]);
  return differs === -1 ? named.length : differs;
};

/** Names that are in every folder mean nothing alone. */
const EVERYWHERE =
  /^(?:index|main|app|config|settings|readme|package|__init__|dockerfile|setup|tests?|utils?)\b/i;

/** Modules are looked for in few folders, by their whole name. */
const isMeant = (lack: Lack, {path, score}: Match, {paths, isGone}: Grounds): boolean => {
  const parts = partsOf(path);
  const isTelling = score > 1 || parts.length === 1 || !EVERYWHERE.test(nameOf(path));
  if (lack.kind !== 'python' && !(lack.kind === 'ruby' && !lack.name.startsWith('/'))) return isTelling;
  const whole = candidatesOf(lack).find(name => likeness(name, path) === partsOf(name).length);
  if (whole === undefined) return false;
  const above = parts.slice(0, -partsOf(whole).length);
  return above.length === 0 || paths.includes(above.join('/')) || (isGone && above.length === 1);
};

const SCRIPTS = ['js', 'ts', 'mjs', 'cjs', 'jsx', 'tsx', 'json', 'vue', 'svelte'];
const TEMPLATES = [
  'html',
  'ejs',
  'pug',
  'hbs',
  'twig',
  'html.twig',
  'erb',
  'html.erb',
  'haml',
  'jinja2',
  'j2',
];

/** What a file may be called that is meant. */
export const candidatesOf = ({kind, name}: Lack): string[] => {
  switch (kind) {
    case 'python': {
      const path = name.replaceAll('.', '/');
      return [`${path}.py`, `${path}/__init__.py`];
    }
    case 'node': {
      // Only what is written as a path is no package: `./store`, `@/store`, `~/store`, `#store`.
      const path = /^(?:[./]|[@~]\/|#)/.test(name) ? name.replace(/^[@~#]\/?/, '') : '';
      const bare = path.replace(/\.(?:js|jsx|mjs)$/, '');
      return path === '' ? [] : [path, ...SCRIPTS.flatMap(end => [`${bare}.${end}`, `${bare}/index.${end}`])];
    }
    case 'php':
      return [`${name.replaceAll('\\', '/')}.php`];
    case 'ruby':
      return [name.endsWith('.rb') ? name : `${name}.rb`];
    case 'template':
      return [name, ...TEMPLATES.map(end => `${name}.${end}`), `${name.replaceAll('.', '/')}.blade.php`];
    case 'file':
    case 'script':
      return [name];
  }
};

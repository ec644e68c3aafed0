import {type Lack, candidatesOf, partsOf} from './lacks.ts';
import type {OwnFile} from '../result/result.ts';
import {nameOf} from '../history/sourceFiles.ts';
import type {Distance} from '../text/distance.ts';

interface Names {
  files: readonly string[];
  /** Files and folders that the failing service is made of. */
  paths: readonly string[];
}

/** The one file, folder or module of the project whose name is nearly that of what is missed, in the same folder. */
export const nearFile = (lack: Lack, {files, paths}: Names, distance: Distance): OwnFile | undefined => {
  if (!mayBeOwn(lack)) return undefined;
  const entries = HAS_FOLDERS.has(lack.kind) ? [...files, ...foldersOf(files)] : files;
  const found = candidatesOf(lack).flatMap(wanted =>
    entries
      .filter(entry => isBeside({entry, wanted}, lack, paths))
      .flatMap(path => {
        const [asked, own] = [keyOf(wanted), keyOf(path)];
        const apart = distance(asked, own);
        return apart > 0 && apart <= mostApart(asked, own) ? [{path, own, apart}] : [];
      }),
  );
  const least = Math.min(...found.map(({apart}) => apart));
  const [first, ...others] = found.filter(({apart}) => apart === least);
  if (first === undefined || others.some(({own}) => own !== first.own)) return undefined;
  return {name: lack.name, path: first.path, near: nearName(lack, first.path, first.own)};
};

/** The package of the project's own that does not have the module. */
export const packageWithout = ({kind, name}: Lack, {files, paths}: Names): OwnFile | undefined => {
  const folder = name.split('.').slice(0, -1).join('/');
  if (kind !== 'python' || folder === '') return undefined;
  const path = ['', ...paths.map(above => `${above}/`)]
    .map(above => `${above}${folder}`)
    .find(own => files.some(file => file.startsWith(`${own}/`) && file.endsWith('.py')));
  return path === undefined ? undefined : {name, path, isPackage: true};
};

/** What is written as a name alone is mostly a package of others. */
const mayBeOwn = ({kind, name}: Lack): boolean => kind !== 'ruby' || name.includes('/');

const HAS_FOLDERS: ReadonlySet<Lack['kind']> = new Set(['file', 'script']);

const foldersOf = (files: readonly string[]): string[] => [
  ...new Set(
    files.flatMap(file => partsOf(file).flatMap((_, to, parts) => parts.slice(0, to).join('/') || [])),
  ),
];

/** Of a package the folder counts, which bears the name. */
const ownParts = (path: string): string[] => partsOf(path.replace(/\/__init__\.py$/, '.py'));

/** The name itself: `wsgi` of `clinic/wsgi.py`. */
const keyOf = (path: string): string =>
  (ownParts(path).at(-1) ?? '').replace(/\.(?:py|[cm]?[jt]sx?|rb|php)$/, '');

const isBeside = (
  {entry, wanted}: {entry: string; wanted: string},
  lack: Lack,
  paths: readonly string[],
): boolean => {
  if (endOf(entry) !== endOf(wanted)) return false;
  const [folder, asked] = [ownParts(entry).slice(0, -1), ownParts(wanted).slice(0, -1)];
  const within = [[], ...paths.map(partsOf)]
    .filter(above => above.every((part, index) => part === folder[index]))
    .map(above => folder.slice(above.length));
  if (lack.kind === 'python' || lack.isInContext) return within.some(own => isSame(own, asked));
  // Where a program has it says little of where it lies: one folder at least is the same.
  if (wanted.startsWith('/')) return within.some(own => own.length > 0 && isEnd(own, asked));
  return isEnd(asked, folder);
};

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.join('/') === other.join('/');

const isEnd = (end: readonly string[], whole: readonly string[]): boolean =>
  end.length <= whole.length && isSame(end, end.length === 0 ? [] : whole.slice(-end.length));

/** Modules are of one language; what a file is called may end as it likes. */
const endOf = (path: string): string => /\.(?:py|[cm]?[jt]sx?|rb|php)$/.exec(path)?.[0] ?? '';

/** A letter, two where there are five; what is shorter than three may be any other word. */
const mostApart = (one: string, other: string): number =>
  Math.min(one.length, other.length) < 3
    ? 0
    : Math.min(2, Math.floor((Math.max(one.length, other.length) + 1) / 3));

/** As who misses it would call it. */
const nearName = ({kind, name}: Lack, path: string, own: string): string => {
  const at = Math.max(...(kind === 'python' ? ['.'] : ['/', '\\']).map(sign => name.lastIndexOf(sign)));
  const isModule = kind === 'python' || endOf(name) === '';
  return `${name.slice(0, at + 1)}${isModule && endOf(path) !== '' ? own : nameOf(path)}`;
};

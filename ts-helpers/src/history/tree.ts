/** A file that a deploy folder is to hold. */
export interface TreeFile {
  /** Relative to the folder, with slashes. */
  path: string;
  kind: 'file' | 'link';
  /** Where a link points to. */
  target?: string;
  /** Where it lies now, or what is in it. */
  from: {file: string} | {content: string | Uint8Array; mode: number};
  /** Given by the deploy itself and not by the release: secrets, the override of the environment. */
  isProvided: boolean;
  /** Who reads it, of a file with secrets. */
  secretFor?: 'compose' | 'containers';
  /** What people know it as who gave it, and how many lines stand before what they gave. */
  given?: GivenFile;
}

export interface GivenFile {
  name: string;
  linesBefore: number;
}

/** All of them, by their path. */
export type Tree = ReadonlyMap<string, TreeFile>;

export const treeOf = (files: readonly TreeFile[]): Tree => new Map(files.map(file => [file.path, file]));

/** The folders above a path, the outermost first: `a` and `a/b` of `a/b/c`. */
export const foldersAbove = (path: string): string[] => {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
};

/** Whether a path stays within the folder that it is relative to, and is written in one way only. */
export const staysInside = (path: string): boolean =>
  path !== '' && !path.includes('\0') && path.split('/').every(part => !['', '.', '..'].includes(part));

/** What a relative path comes to in a folder: `docker` and `../web` to `web`. Undefined where it leads out. */
export const pathIn = (folder: string, relative: string): string | undefined => {
  if (relative.startsWith('/')) return undefined;
  const parts: string[] = [];
  for (const part of [...folder.split('/'), ...relative.split('/')]) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
};

const MOST_LINKS = 40;

/** What a path means once the links of the tree on its way are followed; undefined where they lead out of it. */
export const followed = (path: string, tree: Tree): string | undefined => {
  let rest = path.split('/').filter(Boolean);
  let at = '';
  for (let links = 0; rest.length > 0;) {
    const [name = '', ...others] = rest;
    const next = at === '' ? name : `${at}/${name}`;
    const link = tree.get(next);
    rest = others;
    if (link?.target === undefined) {
      at = next;
      continue;
    }
    const led = pathIn(at, link.target);
    links += 1;
    if (led === undefined || links > MOST_LINKS) return undefined;
    rest = [...led.split('/').filter(Boolean), ...others];
    at = '';
  }
  return at;
};

/** The files at a path, be it a file or a folder; all where the path is empty. */
export const filesAt = (path: string, tree: Tree): TreeFile[] => {
  const one = tree.get(path);
  if (one) return [one];
  return [...tree.values()].filter(file => path === '' || file.path.startsWith(`${path}/`));
};

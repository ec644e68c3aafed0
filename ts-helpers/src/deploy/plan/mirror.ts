import {UserError} from '../../errors/userError.ts';
import {quoted} from '../../text/plain.ts';
import {foldersAbove, type Tree, type TreeFile} from '../../history/tree.ts';

/** What lies in a deploy folder at a path that matters; nothing below a link is looked at. */
export type Found =
  /** Against the file of the tree, where it has one of that path. */
  | {
      kind: 'file' | 'link';
      differs: 'no' | 'mode' | 'yes';
      /** It is not as the last deploy has left it. */
      isEdited?: true;
    }
  /** `stranger`: something in it, at whatever depth, that no deploy has put there; empty folders do not count. */
  | {kind: 'folder'; stranger?: string}
  /** A folder that this user cannot look into. */
  | {kind: 'closed'}
  /** A socket, a pipe, a device. */
  | {kind: 'other'};

export interface MirrorFacts {
  tree: Tree;
  found: ReadonlyMap<string, Found>;
  /** What deploys before this one have put there. */
  ours: ReadonlySet<string>;
  /** Whether that is known at all. */
  isKnown: boolean;
}

/** What makes the folder hold the tree, and leaves all that no deploy has put there. In the order it is done. */
export interface Mirror {
  /** Files of nobody knows whom at paths of the release, to be kept elsewhere. */
  setAside: string[];
  /** Files of deploys that somebody has changed since, and that do not stay: a copy of them is kept. */
  copy: string[];
  /** Files and links of deploys. */
  remove: string[];
  /** Folders in the way of a file, without anything in them by then. */
  clear: string[];
  write: TreeFile[];
  /** Files of which only the permissions differ. */
  permit: TreeFile[];
  /** Folders that nothing of the release needs any more, the innermost first; they go where they are empty by then. */
  prune: string[];
  /** Files of deploys in folders that this user cannot look into, taken to be as they were left. */
  unseen: string[];
  blocked: Blocked[];
  /** Folders that this user cannot look into, and where a file of the release belongs. */
  closed: string[];
}

/** Something that is not ours to remove, and the file of the release that cannot come to its place. */
export interface Blocked {
  path: string;
  /** What of it matters: something within it. */
  stranger: string;
  file: string;
}

export const planMirror = (facts: MirrorFacts): Mirror => {
  const plan = {
    setAside: new Set<string>(),
    remove: new Set<string>(staleIn(facts)),
    clear: new Set<string>(),
    write: new Set<TreeFile>(),
    permit: new Set<TreeFile>(),
    unseen: new Set<string>([...facts.ours].filter(path => isHidden(path, facts.found))),
    blocked: new Map<string, Blocked>(),
    closed: new Set<string>(),
  };
  for (const file of facts.tree.values()) placeFile(file, facts, plan);
  const going = [...plan.remove, ...[...plan.write].map(({path}) => path)];
  return {
    setAside: [...plan.setAside],
    copy: going.filter(path => isEdited(facts.found.get(path)) && !plan.setAside.has(path)),
    remove: [...plan.remove],
    clear: [...plan.clear],
    write: [...plan.write],
    permit: [...plan.permit],
    prune: foldersLeft(facts),
    unseen: [...plan.unseen],
    blocked: [...plan.blocked.values()],
    closed: [...plan.closed],
  };
};

/** Whether the folder is not yet as it is to be. */
export const changesSomething = ({setAside, remove, clear, write, permit, prune, blocked}: Mirror): boolean =>
  [setAside, remove, clear, write, permit, prune, blocked].some(all => all.length > 0);

/** Throws FILE_IN_THE_WAY where the folder cannot hold the tree without a loss. */
export const refuseBlocked = (folder: string, blocked: readonly Blocked[]): void => {
  const [first] = blocked;
  if (first === undefined) return;
  const sentences = blocked.map(
    ({stranger, file}) => `${stranger} was not put there by a deploy, and lies where ${file} belongs`,
  );
  const moves = blocked.map(
    ({path}) => `mv -- ${quoted(`${folder}/${path}`)} ${quoted(`${folder}/${path}.old`)}`,
  );
  throw new UserError('FILE_IN_THE_WAY', `In ${folder}: ${sentences.join('; ')}.`, {
    where: `${folder}/${first.stranger}`,
    remedy: `Look whether it is still needed, and move it away: ${moves.join(' && ')}`,
  });
};

/** Throws NOT_WRITABLE for folders of another user, Docker's for one, in which something has to change. */
export const refuseClosed = (folder: string, closed: readonly string[]): void => {
  if (closed.length === 0) return;
  const places = closed.map(path => (path === '' ? folder : `${folder}/${path}`));
  throw new UserError('NOT_WRITABLE', `${places.join(' and ')} cannot be written: another user owns it.`, {
    where: places[0] as string,
    remedy:
      'Docker makes missing folders of mounts as root. Give them to the user that runs this: ' +
      `sudo chown -R "$(id -un)" ${places.map(quoted).join(' ')}. ` +
      'Where a container has made one its own, keep its files out of the repository instead.',
  });
};

interface Plan {
  setAside: Set<string>;
  remove: Set<string>;
  clear: Set<string>;
  write: Set<TreeFile>;
  permit: Set<TreeFile>;
  unseen: Set<string>;
  blocked: Map<string, Blocked>;
  closed: Set<string>;
}

/** What deploys have put there, and this release has no more. */
const staleIn = ({tree, found, ours}: MirrorFacts): string[] =>
  [...ours].filter(path => !tree.has(path) && ['file', 'link'].includes(found.get(path)?.kind ?? ''));

/** Also of files that are gone already: a fill may have been killed before it came to their folders. */
const foldersLeft = ({tree, found, ours}: MirrorFacts): string[] => {
  const needed = new Set([...tree.keys()].flatMap(foldersAbove));
  const above = [...ours].filter(path => !tree.has(path)).flatMap(foldersAbove);
  return [...new Set(above)]
    .filter(folder => found.get(folder)?.kind === 'folder' && !needed.has(folder) && !tree.has(folder))
    .sort((one, other) => other.length - one.length);
};

const isEdited = (found: Found | undefined): boolean =>
  (found?.kind === 'file' || found?.kind === 'link') && found.isEdited === true;

const isHidden = (path: string, found: MirrorFacts['found']): boolean =>
  foldersAbove(path).some(folder => found.get(folder)?.kind === 'closed');

const placeFile = (file: TreeFile, facts: MirrorFacts, plan: Plan): void => {
  for (const path of foldersAbove(file.path)) {
    const there = facts.found.get(path);
    if (there?.kind === 'folder') continue;
    if (there === undefined || makesWay({path, file}, facts, plan)) plan.write.add(file);
    return;
  }
  if (takesPlace(file, facts, plan)) plan.write.add(file);
};

/** Whether the file is to be written where it belongs, all folders above being there. */
const takesPlace = (file: TreeFile, {found, ours, isKnown}: MirrorFacts, plan: Plan): boolean => {
  const {path} = file;
  const there = found.get(path);
  if (there === undefined) return true;
  if (there.kind === 'folder' && there.stranger === undefined) {
    plan.clear.add(path);
    return true;
  }
  if (there.kind === 'file' || there.kind === 'link') {
    if (there.differs === 'mode') plan.permit.add(file);
    if (there.differs !== 'yes') return false;
    if (ours.has(path) || file.isProvided) return true;
    if (!isKnown) {
      plan.setAside.add(path);
      return true;
    }
  }
  const stranger = there.kind === 'folder' ? there.stranger : undefined;
  block(plan, {path, stranger: stranger ?? path, file: path});
  return false;
};

/** Whether what stands where a folder is needed can be taken away. */
const makesWay = (
  {path, file}: {path: string; file: TreeFile},
  {found, ours, isKnown}: MirrorFacts,
  plan: Plan,
): boolean => {
  const kind = found.get(path)?.kind;
  if (plan.unseen.has(file.path)) return false;
  if (kind === 'closed') {
    plan.closed.add(path);
    return false;
  }
  if (kind !== 'other' && ours.has(path)) {
    plan.remove.add(path);
    return true;
  }
  if (kind === 'file' && !isKnown) {
    plan.setAside.add(path);
    return true;
  }
  block(plan, {path, stranger: path, file: file.path});
  return false;
};

const block = (plan: Plan, blocked: Blocked): void => {
  if (!plan.blocked.has(blocked.path)) plan.blocked.set(blocked.path, blocked);
};

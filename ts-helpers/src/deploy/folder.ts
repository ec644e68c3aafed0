import {createHash} from 'node:crypto';
import {chmod, lstat, readdir, rm} from 'node:fs/promises';
import path from 'node:path';
import {type Broken, type DeployRecord, type Filled, ownFiles} from './plan/deployRecord.ts';
import type {Journal} from './plan/journal.ts';
import type {Mirror} from './plan/mirror.ts';
import type {Release} from '../project/release.ts';
import type {Tree, TreeFile} from '../history/tree.ts';
import {applyMirror, closedFolders} from './folder/apply.ts';
import {digestOf, digestOfGiven, identityOf} from './folder/content.ts';
import {removeEmpty} from './folder/empty.ts';
import {createFailedLogs, type FailedLogs} from './folder/failed.ts';
import {createKeptReleases, type KeptReleases} from './folder/kept.ts';
import {makePreview} from './folder/preview.ts';
import {holdsData} from './folder/heldData.ts';
import {readJournal, writeJournal} from './folder/journal.ts';
import {readRecord, writeRecord} from './folder/record.ts';
import {requireRoom} from './folder/room.ts';
import {type Snapshot, takeSnapshot} from './folder/snapshot.ts';
import {filesBelow, readSources} from './folder/sources.ts';
import {onDisk, reading, unlessMissing} from '../outside/disk.ts';
import {BESIDE} from '../outside/files.ts';
import {makeFolder} from '../outside/makeFolder.ts';

/**
 * The stable folder of a deploy. Files that deploys have put there are replaced; whatever else is there (uploads, data
 * of bind mounts, files put there by hand) is never touched. Throws DISK_FULL, NOT_WRITABLE, NOT_READABLE.
 */
export interface DeployFolder {
  path: string;
  /** Folder of the lock, the record and the generated override: beside the deploy, outside of any build context. */
  state: string;
  record(): Promise<DeployRecord>;
  /** Every file of a folder, other than the SCM's own: what a release is made of where git does not list it. */
  walk(workspace: string): Promise<string[]>;
  /** Those of the listed files that are there, as they are in the workspace. */
  sources(workspace: string, files: readonly string[]): Promise<TreeFile[]>;
  /** Makes `to` look like the folder once it holds the tree, so that Compose can read it beforehand. */
  preview(to: string, tree: Tree, record: DeployRecord): Promise<void>;
  /** What lies there now, at the paths of the tree and of what deploys have put there. */
  look(tree: Tree, record: DeployRecord): Promise<Snapshot>;
  /** The folders in which something would change and where this user may change nothing. */
  closed(mirror: Mirror): Promise<string[]>;
  /** Throws DISK_FULL where there is no room for what a mirror writes. */
  requireRoom(mirror: Pick<Mirror, 'write'>): Promise<void>;
  /** Carries a mirror out, and keeps in the record what lies there. */
  fill(filling: Filling): Promise<{written: number; removed: number}>;
  /** Keeps in the record that this release is live, and up, and which of its containers need not be asked for proxies again. */
  goLive(release: Release | undefined, withoutProxy?: readonly string[]): Promise<void>;
  /** Keeps in the record that what is live is not up as a whole, until something goes live. */
  keepBroken(broken: Broken): Promise<void>;
  /** Keeps in the record which containers have read their files anew. */
  keepReloaded(reloaded: Readonly<Record<string, string>>): Promise<void>;
  /** Number of the user that a file belongs to; undefined where it cannot be seen. */
  ownerOf(file: string): Promise<number | undefined>;
  /** Which file it is that lies there: one that is written anew in its place is the same. */
  inodeOf(file: string): Promise<number | undefined>;
  /** Removes the state folder where it holds nothing but the lock of who asks: a verb that was refused leaves nothing. */
  forgetEmpty(): Promise<void>;
  /** Releases that were live, and what a return to them takes. */
  releases: KeptReleases;
  /** What the last releases that failed had logged. */
  failed: FailedLogs;
  /** How far a deploy into the folder has come; undefined unless one is under way, or was killed. */
  journal(): Promise<Journal | undefined>;
  keepJournal(journal: Journal | undefined): Promise<void>;
  /** Whether a place on this host holds something that no deploy has brought here. */
  holdsData(place: string, record: DeployRecord): Promise<boolean>;
  /** One digest for the contents of these files. */
  digest(files: readonly TreeFile[]): Promise<string>;
  /** The digest of a file as it will lie there, of what is given, or lies there already; undefined where there is no such file. */
  digestOf(file: string, given?: TreeFile): Promise<string | undefined>;
}

interface Filling {
  tree: Tree;
  mirror: Mirror;
  leftovers: readonly string[];
  release: Release;
  /** Folders that stay although nothing is left in them. */
  keep: ReadonlySet<string>;
  /** Files that stay the same ones, since containers have them before their eyes. */
  inPlace: ReadonlySet<string>;
  /** Permissions of folders. */
  modes: ReadonlyMap<string, number>;
}

export const createDeployFolder = (root: string, name: string): DeployFolder => {
  const folder = path.join(root, name);
  const state = path.join(root, '.countable', name);
  const recordFile = path.join(state, 'record.json');
  const journalFile = path.join(state, 'journal.json');
  const record = () => readRecord(recordFile);
  return {
    path: folder,
    state,
    record,
    walk: workspace => filesBelow(workspace),
    sources: readSources,
    preview: (to, tree, known) => makePreview({root: folder, to}, tree, ownFiles(known)),
    look: (tree, known) => reading(folder, () => takeSnapshot(folder, tree, known)),
    closed: mirror => closedFolders(folder, mirror),

    async requireRoom({write}) {
      if (write.length > 0) await reading(folder, () => requireRoom(folder, write));
    },

    fill: ({tree, mirror, leftovers, release, keep, inPlace, modes}) =>
      onDisk(folder, async () => {
        await makeFolder(folder);
        await removeLeftovers(state);
        const before = await record();
        const files = pathsOf(tree, false);
        const provided = pathsOf(tree, true);
        // Names all there may be before the first is written, so that a fill cut short is mended by the next.
        const union = {
          files: [...new Set([...(before.filled?.files ?? []), ...files])],
          provided: [...new Set([...(before.filled?.provided ?? []), ...provided])],
          digests: without(before.filled?.digests, mirror.write),
        };
        await writeRecord(recordFile, {...before, filled: {release, ...union}});
        const asideTo = path.join(state, 'set-aside', release.at.replaceAll(':', '-'));
        await applyMirror(folder, mirror, {asideTo, leftovers, keep, inPlace});
        for (const [at, mode] of modes) await chmod(path.join(folder, at), mode);
        // What could not be looked into is remembered as ours.
        const unseen = mirror.unseen.filter(file => !tree.has(file));
        const digests = await digestsOf(tree);
        const filled = {release, files: [...files, ...unseen], provided, digests};
        await writeRecord(recordFile, {...before, filled});
        return {written: mirror.write.length, removed: mirror.remove.length};
      }),

    async goLive(release, withoutProxy) {
      const {live: _, broken: __, ...known} = await record();
      const more = {...(release && {live: release}), ...(withoutProxy && {withoutProxy})};
      await writeRecord(recordFile, {...known, ...more});
    },

    keepBroken: async broken => writeRecord(recordFile, {...(await record()), broken}),

    keepReloaded: async reloaded => writeRecord(recordFile, {...(await record()), reloaded}),

    ownerOf: async file => (await unlessMissing(lstat(path.join(folder, file))))?.uid,

    inodeOf: async file => (await unlessMissing(lstat(path.join(folder, file))))?.ino,

    holdsData: (place, known) => holdsData(place, {root: folder, brought: ownFiles(known)}),

    forgetEmpty: () => removeEmpty(state),

    releases: createKeptReleases(state, folder),
    failed: createFailedLogs(state),
    journal: () => readJournal(journalFile),
    keepJournal: journal => writeJournal(journalFile, journal),

    async digest(files) {
      const hash = createHash('sha256');
      for (const file of [...files].sort((one, other) => (one.path < other.path ? -1 : 1)))
        hash.update(`${file.path}\0${await identityOf(file)}\0`);
      return hash.digest('hex');
    },

    async digestOf(file, given) {
      if (given !== undefined && given.kind === 'file') return digestOfGiven(given);
      const place = path.join(folder, file);
      const status = await unlessMissing(lstat(place));
      return status?.isFile() ? reading(place, () => digestOf(place)) : undefined;
    },
  };
};

const pathsOf = (tree: Tree, isProvided: boolean): string[] =>
  [...tree.values()].filter(file => file.isProvided === isProvided).map(file => file.path);

type Digests = NonNullable<Filled['digests']>;

/** Of files that are being written nothing is known, should that be cut short. */
const without = (digests: Digests = {}, written: readonly TreeFile[]): Digests => {
  const paths = new Set(written.map(({path: file}) => file));
  return Object.fromEntries(Object.entries(digests).filter(([file]) => !paths.has(file)));
};

/** What lies there now. Of a short secret its digest would tell too much. */
const digestsOf = async (tree: Tree): Promise<Digests> => {
  const found: [string, string][] = [];
  for (const file of tree.values()) {
    if (file.kind !== 'file' || file.secretFor !== undefined) continue;
    found.push([file.path, await digestOfGiven(file)]);
  }
  return Object.fromEntries(found);
};

/** Of runs that were killed while they wrote there. */
const removeLeftovers = async (state: string): Promise<void> => {
  await makeFolder(state);
  for (const name of await readdir(state))
    if (BESIDE.test(name) || /\.[0-9a-f]{8}\.new$/.test(name))
      await rm(path.join(state, name), {force: true});
};

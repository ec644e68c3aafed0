import {mkdir, readdir, readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import type {Tree, TreeFile} from '../../history/tree.ts';
import {staysInside} from '../../history/tree.ts';
import {isCode, onDisk, reading, unlessMissing} from '../../outside/disk.ts';
import {BESIDE, writeWhole} from '../../outside/files.ts';
import {makeFolder} from '../../outside/makeFolder.ts';
import type {KeptFile, KeptRelease} from '../plan/kept.ts';
import {digestOfGiven, modeOf, put} from './content.ts';
import {release} from './record.ts';
import {requireRoom} from './room.ts';

/**
 * Releases that were live, beside the deploy folder: a description each, and the contents of their files by digest and
 * permissions, those that several share once. Secrets are among them: nobody but the deploying user can read the folder.
 */
export interface KeptReleases {
  list(): Promise<KeptRelease[]>;
  /** Keeps the contents of a tree. */
  files(tree: Tree): Promise<KeptFile[]>;
  add(kept: KeptRelease): Promise<void>;
  /** Drops these, and contents that none of the others has. */
  drop(going: readonly KeptRelease[]): Promise<void>;
  /** The files as a tree. */
  treeOf(kept: KeptRelease): TreeFile[];
}

export const createKeptReleases = (state: string, deployFolder: string): KeptReleases => {
  const folder = path.join(state, 'releases');
  const contents = path.join(folder, 'contents');
  const place = ({digest = '', mode = 0}: Pick<KeptFile, 'digest' | 'mode'>) =>
    path.join(contents, `${digest}-${mode.toString(8)}`);
  const fileOf = ({release: {at}}: KeptRelease) =>
    path.join(folder, `${at.replaceAll(/[^0-9TZ]/g, '-')}.json`);
  const list = () => reading(folder, () => readAll(folder));

  return {
    list,

    files: tree =>
      onDisk(contents, async () => {
        await makeFolder(state);
        for (const own of [folder, contents]) await mkdir(own, {recursive: true, mode: 0o700});
        const described = await Promise.all(
          [...tree.values()].map(async file => ({file, kept: await describe(file)})),
        );
        const isThere = new Set(await readdir(contents));
        const lacking = described.filter(
          ({kept}) => kept.kind === 'file' && !isThere.has(path.basename(place(kept))),
        );
        await requireRoom(
          contents,
          lacking.map(({file}) => file),
          deployFolder,
        );
        for (const {file, kept} of lacking) await put(file, place(kept));
        return described.map(({kept}) => kept);
      }),

    add: kept => onDisk(folder, () => writeWhole(fileOf(kept), `${JSON.stringify(kept, null, 2)}\n`, 0o600)),

    drop: going =>
      onDisk(folder, async () => {
        for (const one of going) await rm(fileOf(one), {force: true});
        // Of a run that was killed while it described one.
        for (const name of (await unlessMissing(readdir(folder))) ?? [])
          if (BESIDE.test(name)) await rm(path.join(folder, name), {force: true});
        // One that cannot be read may be of a version of ours to come.
        if ((await descriptionsIn(folder)).length === 0) return rm(folder, {recursive: true, force: true});
        const left = await list();
        const needed = new Set(left.flatMap(({files}) => files.map(file => path.basename(place(file)))));
        for (const name of (await unlessMissing(readdir(contents))) ?? [])
          if (!needed.has(name)) await rm(path.join(contents, name), {force: true});
      }),

    treeOf: ({files}) =>
      files.map(({digest, mode, ...file}) => ({
        ...file,
        from:
          digest === undefined ? {content: '', mode: 0o777} : {file: place({digest, mode: mode ?? 0o644})},
      })),
  };
};

const describe = async (file: TreeFile): Promise<KeptFile> => {
  const {path: at, kind, target, isProvided, secretFor} = file;
  const common = {path: at, kind, isProvided, ...(secretFor !== undefined && {secretFor})};
  if (kind === 'link') return {...common, ...(target !== undefined && {target})};
  return {...common, digest: await digestOfGiven(file), mode: await modeOf(file)};
};

/** What cannot be believed is no release to return to. */
const readAll = async (folder: string): Promise<KeptRelease[]> => {
  const found = await Promise.all(
    (await descriptionsIn(folder)).map(name => readOne(path.join(folder, name))),
  );
  return found.filter(one => one !== undefined);
};

const descriptionsIn = async (folder: string): Promise<string[]> =>
  ((await unlessMissing(readdir(folder))) ?? []).filter(name => name.endsWith('.json'));

const readOne = async (file: string): Promise<KeptRelease | undefined> => {
  try {
    const text = await unlessMissing(readFile(file, 'utf8'));
    const read = text === undefined ? undefined : keptSchema.safeParse(JSON.parse(text)).data;
    return read as KeptRelease | undefined;
  } catch (error) {
    if (error instanceof SyntaxError || isCode(error, 'EISDIR')) return undefined;
    throw error;
  }
};

const inside = z.string().check(z.refine(staysInside));

const words = z.record(z.string(), z.string());
const parts = z.object({
  image: z.optional(z.string()),
  ports: z.array(z.string()),
  volumes: z.array(z.string()),
  variables: words,
  files: words,
  configs: z.optional(words),
  secrets: z.optional(words),
  settings: words,
});

const keptSchema = z.object({
  release,
  who: z.string(),
  liveAt: z.string(),
  names: z.object({base: inside, environment: inside}),
  files: z.array(
    z.object({
      path: inside,
      kind: z.enum(['file', 'link']),
      target: z.optional(z.string()),
      isProvided: z.boolean(),
      secretFor: z.optional(z.enum(['compose', 'containers'])),
      digest: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
      mode: z.optional(z.number()),
    }),
  ),
  images: z.record(
    z.string(),
    z.object({id: z.string(), name: z.string(), tag: z.string(), isBuilt: z.boolean()}),
  ),
  isTracked: z.boolean(),
  once: z.optional(z.object({done: z.array(z.string()), again: z.array(z.string())})),
  parts: z.optional(z.record(z.string(), parts)),
  away: z.optional(z.record(z.string(), z.number())),
  health: z.object({
    path: z.optional(z.string()),
    url: z.optional(z.string()),
    host: z.optional(z.string()),
    minutes: z.number(),
    settle: z.optional(z.number()),
    none: z.boolean(),
  }),
});

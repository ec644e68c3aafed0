import {open, readFile, rename, rm, unlink} from 'node:fs/promises';
import * as z from 'zod/mini';
import type {Broken, DeployRecord, Filled} from '../plan/deployRecord.ts';
import type {Release} from '../../project/release.ts';
import {staysInside} from '../../history/tree.ts';
import {messageOf} from '../../errors/userError.ts';
import {isCode, onDisk, reading, unlessMissing} from '../../outside/disk.ts';
import {besideOf} from '../../outside/files.ts';

/** Empty where there is none. One that is cut, of another shape, or that leads out of the folder is not believed. */
export const readRecord = async (file: string): Promise<DeployRecord> => {
  try {
    const text = await unlessMissing(readFile(file, 'utf8'));
    return text === undefined ? {} : parsed(text);
  } catch (error) {
    if (isCode(error, 'EISDIR')) return {trouble: 'it is a folder'};
    return reading(file, () => Promise.reject(error));
  }
};

/** Whole or not at all, also when the machine loses its power. */
export const writeRecord = (file: string, {trouble: _, ...record}: DeployRecord): Promise<void> =>
  onDisk(file, async () => {
    const beside = besideOf(file);
    try {
      const handle = await open(beside, 'wx', 0o644);
      try {
        await handle.writeFile(`${JSON.stringify(record, null, 2)}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await inPlaceOf(file, beside);
    } catch (error) {
      await unlink(beside).catch(() => undefined);
      throw error;
    }
  });

const inPlaceOf = async (file: string, beside: string): Promise<void> => {
  try {
    await rename(beside, file);
  } catch (error) {
    if (!isCode(error, 'EISDIR')) throw error;
    await rm(file, {recursive: true});
    await rename(beside, file);
  }
};

const parsed = (text: string): DeployRecord => {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return {trouble: text.trim() === '' ? 'it is empty' : messageOf(error)};
  }
  const {success, data: record} = recordSchema.safeParse(data);
  if (!success) return {trouble: 'it is of another shape, or names files outside of the folder'};
  return 'files' in record ? fromBefore(record) : withoutGaps(record);
};

const paths = z.array(z.string().check(z.refine(staysInside)));

export const release = z.object({
  project: z.string(),
  environment: z.string(),
  repository: z.optional(z.string()),
  origin: z.optional(z.string()),
  version: z.string(),
  commit: z.nullable(z.string()),
  branch: z.nullable(z.string()),
  changeBranch: z.optional(z.string()),
  by: z.optional(z.string()),
  job: z.optional(z.string()),
  buildNumber: z.optional(z.number()),
  startedAt: z.optional(z.string()),
  buildUrl: z.optional(z.string()),
  goesBack: z.optional(z.boolean()),
  at: z.string(),
});

/** As deploys wrote it before they told filled and live apart. */
const before = z.object({release, files: paths});

const recordSchema = z.union([
  before,
  z.object({
    filled: z.object({
      release,
      files: paths,
      provided: paths,
      digests: z.optional(z.record(z.string(), z.string())),
    }),
    live: z.optional(release),
    broken: z.optional(z.object({since: z.string(), why: z.string()})),
    reloaded: z.optional(z.record(z.string(), z.string())),
    withoutProxy: z.optional(z.array(z.string())),
  }),
]);

const fromBefore = ({release: told, files}: z.infer<typeof before>): DeployRecord => {
  const live = told as Release;
  return {filled: {release: live, files, provided: []}, live};
};

const withoutGaps = ({
  filled,
  live,
  broken,
  reloaded,
  withoutProxy,
}: {
  filled: unknown;
  live?: unknown;
  broken?: Broken | undefined;
  reloaded?: Record<string, string> | undefined;
  withoutProxy?: string[] | undefined;
}): DeployRecord => ({
  filled: filled as Filled,
  ...(live !== undefined && {live: live as Release}),
  ...(broken !== undefined && {broken}),
  ...(reloaded !== undefined && {reloaded}),
  ...(withoutProxy !== undefined && {withoutProxy}),
});

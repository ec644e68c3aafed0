import {createHash} from 'node:crypto';
import {mkdirSync, renameSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {VendorDocument} from './documents.ts';

/** Why a document could not be had. */
export class NotFetched extends Error {
  override readonly name = 'NotFetched';
}

const PATIENCE_MS = 120_000;

/** Brings a document into the folder: whole, and the one that was meant, or not at all. */
export const fetchDocument = async (
  {name, path: place, sha256, adapt = text => text}: VendorDocument,
  {origin, folder}: {origin: string; folder: string},
): Promise<void> => {
  const url = `${origin}/${place}`;
  const bytes = await bytesOf(url);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256)
    throw new NotFetched(`${url} is another file than it was: its SHA-256 is ${found}, and not ${sha256}.`);
  mkdirSync(folder, {recursive: true});
  const half = path.join(folder, `${name}.${process.pid}`);
  writeFileSync(half, adapt(bytes.toString('utf8')));
  renameSync(half, path.join(folder, name));
};

const bytesOf = async (url: string): Promise<Buffer> => {
  try {
    const answer = await fetch(url, {signal: AbortSignal.timeout(PATIENCE_MS)});
    if (!answer.ok) throw new NotFetched(`${url} answered ${answer.status} ${answer.statusText}.`);
    return Buffer.from(await answer.arrayBuffer());
  } catch (error) {
    if (error instanceof NotFetched) throw error;
    throw new NotFetched(`${url} could not be fetched: ${reasonOf(error as Error)}.`, {cause: error});
  }
};

/** What `fetch` throws says only that it failed; why is in its cause. */
const reasonOf = ({cause, message}: Error): string =>
  cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message;

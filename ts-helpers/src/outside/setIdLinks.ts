import type {PassThrough} from 'node:stream';
import {tarEntries} from './tarEntries.ts';
import {belowRoot, hearingTar} from './treeReader.ts';

/** By rights, names below what was copied. */
export type SetIdLinks = ReadonlyMap<number, readonly string[]>;

/** By which a file runs as its owner or group, whoever starts it. */
const SET_IDS = 0o6000;

/**
 * Hears a tar of files as it comes, for the links whose files lose that: `docker cp` gives what it has unpacked to its owner once more with
 * each further name, which takes it away, and does not give it back (moby, `pkg/archive`: it looks for the file in a place of its own).
 */
export const createSetIdReader = (root: string) => hearingTar(source => readLinks(source, root));

const readLinks = async (source: PassThrough, root: string): Promise<SetIdLinks> => {
  const found = new Map<number, string[]>();
  for await (const {header, body} of await tarEntries(source)) {
    const {name, type, mode = 0} = header;
    await body.cancel();
    if (type !== 'link' || (mode & SET_IDS) === 0) continue;
    const rights = mode & 0o7777;
    found.set(rights, [...(found.get(rights) ?? []), belowRoot(name, root)]);
  }
  return found;
};

import {fileDifferences} from '../archive/differences.ts';
import {type FilesManifest, type Manifest, withoutDigests} from '../archive/manifest.ts';
import type {TreeRead} from '../outside/treeReader.ts';
import {compareServer, type FilledServer} from './filled.ts';

/** What lies beside an archive tells of that very archive. */
export const sameArchive = (beside: Manifest, inside: Manifest): string[] => {
  const told = (manifest: Manifest): string => JSON.stringify(withoutDigests(manifest));
  return told(beside) === told(inside) ? [] : ['what lies beside the archive tells of another one'];
};

/** In what all that was restored differs from what was stored. */
export const compareAll = async (
  {servers: stored, files}: Manifest,
  {servers, trees}: {servers: readonly FilledServer[]; trees: ReadonlyMap<FilesManifest, TreeRead>},
): Promise<string[]> => {
  const all: string[] = [];
  for (const server of servers) {
    const own = stored.find(({service}) => service === server.stored.service);
    if (own !== undefined) all.push(...(await compareServer({...server, stored: own})));
  }
  for (const [{member}, read] of trees) {
    const own = files.find(one => one.member === member);
    if (own !== undefined) all.push(...fileDifferences(own, read));
  }
  const heard = new Set([...trees.keys()].map(({member}) => member));
  return [
    ...all,
    ...files.filter(({member}) => !heard.has(member)).map(({source}) => `${source} is not in it`),
  ];
};

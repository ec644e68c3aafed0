import type {Voice} from '../../run/voice.ts';
import {brokenBackup} from '../../verify/failed.ts';
import {download, type DownloadNeeds, type Sink} from '../../verify/download.ts';
import {type ArchiveFacts, provenServers, type Swap} from '../plan.ts';
import {cloneSinks} from './clones.ts';
import {loading} from './databases.ts';
import {fillingSink} from './folders.ts';
import type {Places, PlacesNeeds} from './places.ts';
import type {ServerFacts} from './servers.ts';
import type {MendNeeds} from './mending.ts';
import type {Stored, Taken} from './stored.ts';

export interface LoadNeeds
  extends DownloadNeeds, Omit<PlacesNeeds, 'docker' | 'clock'>, Omit<MendNeeds, 'voice' | 'pipes'> {
  voice: Pick<Voice, 'info' | 'warn'>;
}

/** All of the archive that has a place, beside what is used. Throws RESTORE_FAILED and BACKUP_BROKEN. */
export const load = async (
  facts: Pick<ArchiveFacts, 'source' | 'manifest' | 'servers'> & ServerFacts,
  {servers, folders}: Pick<Swap, 'servers' | 'folders'>,
  {places, needs}: {places: Places; needs: LoadNeeds},
): Promise<Stored> => {
  const {source, manifest} = facts;
  const sinks: [string, Sink][] = [];
  const taken = new Map<string, Taken>();
  for (const server of servers) {
    const stored = manifest.servers.find(({service}) => service === server.service);
    if (stored === undefined) continue;
    const one = await loading(server, stored, needs);
    sinks.push(...one.sinks);
    taken.set(server.service, one.taken);
  }
  sinks.push(...cloneSinks(await places.startServers(facts)));
  for (const folder of folders) {
    const stored = manifest.files.find(({source: name}) => name === folder.name);
    if (stored !== undefined) sinks.push(fillingSink(folder, stored, {open: places.open, needs}));
  }
  const downloaded = await download(source.key, new Map(sinks), needs).catch((error: unknown) => {
    throw brokenBackup(source.key, needs.store, error);
  });
  const services = provenServers(facts, downloaded);
  return {
    ...downloaded.manifest,
    proven: new Map([...taken].filter(([service]) => services.includes(service))),
  };
};

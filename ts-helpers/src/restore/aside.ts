import type {Manifest} from '../archive/manifest.ts';
import {type Aside, loadAside, loadWhole} from './act/aside.ts';
import {load, type LoadNeeds} from './act/load.ts';
import type {Places} from './act/places.ts';
import type {Stored} from './act/stored.ts';
import {type ArchiveFacts, isOfServer, type Swap} from './plan.ts';

export type {Aside} from './act/aside.ts';
export {createJournals, type Journals, type RestoreJournal} from './act/journal.ts';
export type {Places} from './act/places.ts';

/** Databases out of servers aside, and volumes and folders out of the archive: all that has a place, beside what is used. */
export const loadBeside = async (
  back: readonly Aside[],
  {facts, plan}: {facts: ArchiveFacts; plan: Pick<Swap, 'servers' | 'folders'>},
  {places, needs}: {places: Places; needs: LoadNeeds},
): Promise<Stored> => {
  const {manifest} = facts;
  const {folders} = plan;
  const servers = [
    ...(await loadAside(back, plan.servers, needs)),
    ...(folders.some(isOfServer) ? await loadWhole(back, {folders, facts}, {places, needs}) : []),
  ];
  const files = folders.filter(folder => !isOfServer(folder));
  if (files.length > 0) {
    const withoutServers: Manifest = {...manifest, servers: []};
    const only = {...places, startServers: () => Promise.resolve([])};
    await load({...facts, manifest: withoutServers}, {servers: [], folders: files}, {places: only, needs});
  }
  return {at: manifest.at, files: manifest.files, servers};
};

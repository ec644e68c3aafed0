import path from 'node:path';
import {plain} from '../../compose/dollars.ts';
import type {ComposeMount} from '../../compose/model.ts';
import {volumeName} from '../../compose/volumes.ts';
import type {BackupFacts} from './facts.ts';

/** One volume or folder, with all the services that have it. */
export interface Mounted {
  type: 'volume' | 'bind';
  /** As the compose files call it; a folder in the deploy's own relative to that. */
  name: string;
  /** As the engine calls it, or its path. */
  source: string;
  by: readonly {service: string; target: string; isReadOnly: boolean}[];
}

/** What services have of the host and of volumes, each once. */
export const mountsOf = ({model, folder}: Pick<BackupFacts, 'model' | 'folder'>): Mounted[] => {
  const found = new Map<string, Mounted>();
  for (const [service, {volumes = []}] of Object.entries(model.services))
    for (const mount of volumes) {
      const type = kindOf(mount);
      if (type === undefined || !mount.source) continue;
      const source = type === 'volume' ? volumeName(mount.source, model) : plain(mount.source);
      const known: Mounted = found.get(`${type} ${source}`) ?? {
        type,
        name: nameOf(mount, folder),
        source,
        by: [],
      };
      const one = {service, target: plain(mount.target), isReadOnly: mount.read_only === true};
      found.set(`${type} ${source}`, {...known, by: [...known.by, one]});
    }
  return [...found.values()];
};

const kindOf = ({type}: ComposeMount): Mounted['type'] | undefined =>
  type === 'volume' || type === 'bind' ? (type as Mounted['type']) : undefined;

const nameOf = ({type, source = ''}: ComposeMount, folder: string): string => {
  if (type === 'volume') return source;
  const place = plain(source);
  const within = path.relative(folder, place);
  return within.startsWith('..') ? place : `./${within}`;
};

import type {ComposeModel} from '../../compose/model.ts';

/** Where databases keep what they keep. */
const DATA = ['/var/lib/postgresql', '/var/lib/mysql', '/data/db', '/data'];

/** Data that is in no volume of the project's own: volumes that others may have as well, and folders. */
export interface KeptElsewhere {
  volumes: string[];
  /** Of these the ones that databases have. */
  ofDatabases: string[];
  folders: string[];
}

export const keptElsewhere = ({
  services,
  volumes = {},
}: Pick<ComposeModel, 'services' | 'volumes'>): KeptElsewhere => {
  const mounts = Object.values(services).flatMap(({volumes: own = []}) => own);
  const isOfData = ({target, read_only: isClosed}: (typeof mounts)[number]): boolean =>
    !isClosed && DATA.some(place => target === place || target.startsWith(`${place}/`));
  const external = Object.entries(volumes).flatMap(([key, one]) =>
    one?.external ? [{key, name: one.name ?? key}] : [],
  );
  return {
    volumes: external.map(({name}) => name),
    ofDatabases: external
      .filter(({key}) => mounts.some(one => one.type === 'volume' && one.source === key && isOfData(one)))
      .map(({name}) => name),
    folders: [
      ...new Set(
        mounts.flatMap(mount =>
          mount.type === 'bind' && mount.source !== undefined && isOfData(mount) ? [mount.source] : [],
        ),
      ),
    ],
  };
};

/** None of it is ever removed. */
export const staying = (model: ComposeModel): string[] => {
  const {volumes, folders} = keptElsewhere(model);
  const all = [...volumes, ...folders];
  return all.length === 0 ? [] : [`What is no volume of its own stays: ${all.join(', ')}`];
};

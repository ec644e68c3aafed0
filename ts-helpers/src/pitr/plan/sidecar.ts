import {UserError} from '../../errors/userError.ts';
import {CONF, CONF_FOLDER} from './conf.ts';
import type {Mount, ServerFacts, SidecarFacts} from './facts.ts';
import {imageName} from './image.ts';
import {BEAT_SECONDS, LOOP} from './loop.ts';
import {folderOf} from './settings.ts';

export const LABEL = 'ca.countable.pitr';
export const MADE_OF = 'ca.countable.pitr-made-of';

export interface PlannedSidecar {
  name: string;
  /** Of its settings; called as it is. */
  volume: string;
  image: string;
  /** User and group by number. */
  user: string;
  /** Those of the server's folders, and that of its settings last. */
  mounts: Mount[];
  labels: Readonly<Record<string, string>>;
  variables: Readonly<Record<string, string>>;
  script: string;
  words: string[];
}

export const sidecarName = (composeProject: string, service: string): string =>
  `${composeProject}-${service}-countable-pitr`;

/** `key=value`, by which all of a project are found. */
export const labelOf = (composeProject: string): string => `${LABEL}=${composeProject}`;

/** Throws PITR_IMPOSSIBLE where what the server writes is not all in volumes or folders of the host. */
export const sidecarOf = (server: ServerFacts, composeProject: string): PlannedSidecar => {
  const name = sidecarName(composeProject, server.service);
  const own = mountsOf(server);
  const image = imageName(server.imageId);
  return {
    name,
    volume: name,
    image,
    user: server.owner,
    mounts: [...own, {type: 'volume', source: name, target: '/countable'}],
    labels: {
      [LABEL]: composeProject,
      [MADE_OF]: JSON.stringify({user: server.owner, stanza: server.stanza, mounts: own}),
    },
    variables: {
      PGBACKREST_CONFIG: CONF,
      PGBACKREST_CONFIG_INCLUDE_PATH: CONF_FOLDER,
      PGBACKREST_STANZA: server.stanza,
    },
    script: LOOP,
    words: [folderOf(server), server.user, server.port, `${BEAT_SECONDS}`],
  };
};

/** It runs, and is as it would be made now. */
export const isUpToDate = (planned: PlannedSidecar, there: SidecarFacts | undefined): boolean =>
  there !== undefined &&
  there.state === 'running' &&
  there.image === planned.image &&
  there.madeOf === planned.labels[MADE_OF] &&
  JSON.stringify(there.command) === JSON.stringify(['-c', planned.script, 'sh', ...planned.words]);

const mountsOf = ({service, mounts, dataFolder, elsewhere}: ServerFacts): Mount[] => {
  const found = [dataFolder, ...elsewhere].map(folder => {
    const [mount] = mounts
      .filter(({target, isWritable}) => isWritable && isBelow(folder, target))
      .toSorted((one, other) => other.target.length - one.target.length);
    if (mount !== undefined) return mount;
    throw new UserError(
      'PITR_IMPOSSIBLE',
      `${folder} of ${service} is in no volume and no folder of the host.`,
      {
        where: service,
        remedy: `Give the service a volume for it: it is lost with the container as it is.`,
      },
    );
  });
  const byTarget = new Map(found.map(({type, source, target}) => [target, {type, source, target}]));
  return [...byTarget.values()];
};

const isBelow = (folder: string, target: string): boolean =>
  folder === target || folder.startsWith(target.endsWith('/') ? target : `${target}/`);

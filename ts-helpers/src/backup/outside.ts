import {CommandFailed, UserError} from '../errors/userError.ts';
import type {Docker} from '../outside/docker.ts';
import type {Pipes} from '../outside/pipe.ts';
import {
  type BackupFacts,
  OFFICIAL,
  officialImage,
  type Outside,
  outsideVariables,
  type PlannedServer,
} from './plan.ts';
import {lookAt} from './act/server.ts';
import type {Voice} from '../run/voice.ts';

export interface OutsideNeeds {
  docker: Pick<
    Docker,
    'runTools' | 'removeAbandoned' | 'removeThrowAway' | 'imageIds' | 'imagesOf' | 'inspect'
  >;
  pipes: Pipes;
  voice: Pick<Voice, 'detail' | 'warn'>;
}

interface Known {
  facts: BackupFacts;
  needs: OutsideNeeds;
}

/** Containers beside the project with the tools for servers that are no services. */
export interface OutsideTools {
  /** The same servers, each of those with such a container: it is made once. Throws BACKUP_IMAGE_MISSING. */
  withTools(servers: readonly PlannedServer[], facts: BackupFacts): Promise<PlannedServer[]>;
}

/** They are gone once the work is done. `of`: whose they are; what a killed one of the same left is removed by the next. */
export const whileTools = async <T>(
  of: string,
  needs: OutsideNeeds,
  work: (tools: OutsideTools) => Promise<T>,
): Promise<T> => {
  const label = `ca.countable.backup-tools=${of}`;
  const made = new Map<string, PlannedServer>();
  let isBegun = false;
  const madeOnce = async (server: PlannedServer, facts: BackupFacts): Promise<PlannedServer> => {
    const {service, outside} = server;
    if (outside === undefined) return server;
    if (!isBegun) {
      isBegun = true;
      await needs.docker.removeThrowAway(label);
    }
    const one = made.get(service) ?? (await withTools({...server, outside}, label, {facts, needs}));
    made.set(service, one);
    return one;
  };
  try {
    return await work({
      async withTools(servers, facts) {
        const all: PlannedServer[] = [];
        for (const server of servers) all.push(await madeOnce(server, facts));
        return all;
      },
    });
  } finally {
    if (isBegun) await needs.docker.removeThrowAway(label);
  }
};

/** While the work lasts each server that is no service has a container beside the project, with the tools for it. */
export const besideOutside = async <T>(
  servers: readonly PlannedServer[],
  {facts, needs}: Known,
  work: (servers: PlannedServer[]) => Promise<T>,
): Promise<T> => {
  // Of other verbs that were killed.
  await needs.docker.removeAbandoned();
  return whileTools(facts.composeProject, needs, async tools => work(await tools.withTools(servers, facts)));
};

const withTools = async (
  server: PlannedServer & {outside: Outside},
  label: string,
  known: Known,
): Promise<PlannedServer> => {
  const {kind, outside} = server;
  const start = (image: string): Promise<PlannedServer> => startTools(server, {image, label}, known);
  if (outside.image !== undefined) return start(outside.image);
  const first = await start(await anyImage(server, known.needs));
  const {version} = await lookAt(first, known.needs);
  const image = officialImage(kind, version);
  return first.container?.image === image ? first : start(image);
};

/** One that is here already, of whatever version. */
const anyImage = async ({kind}: PlannedServer, {docker}: OutsideNeeds): Promise<string> => {
  for (const repository of OFFICIAL[kind]) {
    const [image] = await docker.imagesOf(repository);
    if (image !== undefined) return image;
  }
  return `${OFFICIAL[kind][0]}:latest`;
};

/** Throws BACKUP_IMAGE_MISSING. */
const startTools = async (
  server: PlannedServer,
  {image, label}: {image: string; label: string},
  {facts, needs: {docker}}: Known,
): Promise<PlannedServer> => {
  const {service, outside} = server;
  const isHere = (await docker.imageIds([image])).has(image);
  const variables = outsideVariables(server, facts);
  try {
    const id = await docker.runTools({image, label, networks: outside?.networks ?? [], variables});
    const [container] = await docker.inspect([id]);
    return {...server, container};
  } catch (error) {
    if (isHere || !(error instanceof CommandFailed)) throw error;
    throw new UserError(
      'BACKUP_IMAGE_MISSING',
      `${image}, whose tools read the database of ${service}, is not here and cannot be fetched.`,
      {where: service, cause: error},
    );
  }
};

import {CommandFailed, UserError} from '../../errors/userError.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Pipes} from '../../outside/pipe.ts';
import {type BackupFacts, OFFICIAL, officialImage, outsideVariables, type PlannedServer} from '../plan.ts';
import {lookAt} from './server.ts';
import type {Voice} from '../../run/voice.ts';

export interface OutsideNeeds {
  docker: Pick<
    Docker,
    'runTools' | 'removeAbandoned' | 'removeThrowAway' | 'imageIds' | 'imagesOf' | 'inspect'
  >;
  pipes: Pipes;
  voice: Pick<Voice, 'detail'>;
}

interface Known {
  facts: BackupFacts;
  needs: OutsideNeeds;
}

/** While the work lasts each server that is no service has a container beside the project, with the tools for it. */
export const besideOutside = async <T>(
  servers: readonly PlannedServer[],
  {facts, needs}: Known,
  work: (servers: PlannedServer[]) => Promise<T>,
): Promise<T> => {
  // Of other verbs that were killed.
  await needs.docker.removeAbandoned();
  if (servers.every(({outside}) => outside === undefined)) return work([...servers]);
  const label = `${LABEL}=${facts.composeProject}`;
  try {
    // A backup that was killed leaves its own.
    await needs.docker.removeThrowAway(label);
    const all: PlannedServer[] = [];
    for (const server of servers) all.push(await withTools(server, label, {facts, needs}));
    return await work(all);
  } finally {
    await needs.docker.removeThrowAway(label);
  }
};

const LABEL = 'ca.countable.backup-tools';

const withTools = async (server: PlannedServer, label: string, known: Known): Promise<PlannedServer> => {
  const {kind, outside} = server;
  if (outside === undefined) return server;
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

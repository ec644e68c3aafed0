import {randomBytes} from 'node:crypto';
import type {ServerManifest} from '../../archive/manifest.ts';
import {insideOf} from '../../engines/container.ts';
import {engineFor} from '../../engines/engines.ts';
import {ask} from '../../engines/inside.ts';
import {largeOf} from '../../engines/large.ts';
import {PIPES, throughPipes} from '../../engines/throughPipes.ts';
import type {Compressing} from '../../outside/compressing.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Docker} from '../../outside/docker.ts';
import type {NamedPipes} from '../../outside/namedPipes.ts';
import type {Pipes} from '../../outside/pipe.ts';
import {blameOf} from '../blame.ts';
import {answering, type FilledServer} from '../filled.ts';
import {leash} from './leash.ts';

type ThrowAwayOrder = Parameters<Docker['runThrowAway']>[0];

export interface ServerNeeds {
  docker: Pick<Docker, 'runThrowAway' | 'remove' | 'imageIds' | 'inspect' | 'logs'>;
  compressing: Compressing;
  pipes: Pipes;
  clock: Pick<Clock, 'wait' | 'elapsed'>;
}

/** An empty server of the image that the archive names, into which it is restored. */
export interface ProofServer extends FilledServer {
  container: string;
  /** The very image that was dumped, or one of the same name. */
  imageId: string;
}

export interface Place {
  /** Begins the names of all containers. */
  name: string;
  label: string;
  /** Where services of the project are to find it; none: it finds nobody. */
  network?: string | undefined;
  /** Through which it is filled and read, where they lead into it. */
  pipes: NamedPipes | undefined;
  /** Of services: variables by which an image makes users that are not restored. */
  users?: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Throws PROOF_IMPOSSIBLE where its image is not here, or does not come up. */
export const startServer = async (
  stored: ServerManifest,
  place: Place,
  needs: ServerNeeds,
): Promise<ProofServer> => {
  const {kind, service, databases} = stored;
  const engine = engineFor(kind);
  const imageId = await imageOf(stored, needs);
  const {container, pipes} = await started(orderOf(stored, imageId, place), place, needs);
  const inside = insideOf(container, kind, needs.pipes);
  leash(inside);
  await answering({container, inside, words: engine.isReady}, needs, (state, lines) =>
    impossible(`An empty server of ${service}'s image does not come up (${state}).`, {service, lines}),
  );
  for (const words of [...engine.hurry, ...engine.makeRoom(databases.map(one => one.name))])
    await ask(inside, words);
  return {
    ...{stored, engine, inside, container, imageId},
    large: (pipes && (await throughPipes(inside, pipes))) ?? (await largeOf(inside, needs.compressing)),
    blame: blameOf({service, container}, needs.docker),
  };
};

const orderOf = (
  {kind, service, host = service, owner, port}: ServerManifest,
  image: string,
  {name, label, network, users}: Place,
): ThrowAwayOrder => {
  const {emptyServer, hurryFromStart, listening} = engineFor(kind);
  const at = port === undefined ? {} : listening.at(port);
  const started = [hurryFromStart, at.options].filter(one => one !== undefined);
  const [first] = started;
  return {
    name: `${name}-${service}`,
    image,
    label,
    network: network === undefined ? 'none' : {name: network, alias: host},
    variables: {
      ...emptyServer(owner, randomBytes(24).toString('hex')),
      ...{...users?.get(service), ...at.variables},
    },
    ...(first && {options: {...first, words: started.flatMap(({words}) => words)}}),
  };
};

/** An engine that cannot see the pipes, or must not, does without. */
const started = async (
  order: ThrowAwayOrder,
  {pipes}: Place,
  {docker}: ServerNeeds,
): Promise<{container: string; pipes: NamedPipes | undefined}> => {
  if (pipes !== undefined)
    try {
      const folder = {source: pipes.folder, target: PIPES};
      return {container: await docker.runThrowAway({...order, folder}), pipes};
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      // What refuses it for another reason refuses it once more, and is told then.
      await docker.remove(order.name);
    }
  return {container: await docker.runThrowAway(order), pipes: undefined};
};

const impossible = (
  message: string,
  {service, lines}: {service: string; lines: readonly string[]},
): UserError =>
  new UserError('PROOF_IMPOSSIBLE', message, {
    where: service,
    evidence: {log: {source: service, lines: [...lines]}},
  });

const imageOf = async ({image, imageId, service}: ServerManifest, {docker}: ServerNeeds): Promise<string> => {
  const here = await docker.imageIds([imageId, image]);
  const found = here.get(imageId) ?? here.get(image);
  if (found !== undefined) return found;
  throw new UserError('PROOF_IMPOSSIBLE', `The image of ${service}, ${image}, is not on this machine.`, {
    where: service,
    remedy: `Fetch it: docker pull ${image}`,
  });
};

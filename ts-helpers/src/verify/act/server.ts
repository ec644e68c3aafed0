import {randomBytes} from 'node:crypto';
import {differencesOf} from '../../archive/differences.ts';
import type {ServerManifest} from '../../archive/manifest.ts';
import {insideOf} from '../../engines/container.ts';
import type {Engine} from '../../engines/engine.ts';
import {readDump} from '../../engines/dumped.ts';
import {engineFor} from '../../engines/engines.ts';
import {ask, type Inside} from '../../engines/inside.ts';
import {type Large, largeOf} from '../../engines/large.ts';
import type {Compressing} from '../../outside/compressing.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Pipes} from '../../outside/pipe.ts';
import type {Readable} from 'node:stream';
import {type Blame, blameOf} from './blame.ts';

export interface ServerNeeds {
  docker: Pick<Docker, 'runThrowAway' | 'imageIds' | 'inspect' | 'logs'>;
  compressing: Compressing;
  pipes: Pipes;
  clock: Pick<Clock, 'wait' | 'elapsed'>;
}

/** An empty server of the image that the archive names, into which it is restored. */
export interface ProofServer {
  stored: ServerManifest;
  engine: Engine;
  inside: Inside;
  large: Large;
  container: string;
  /** The very image that was dumped, or one of the same name. */
  imageId: string;
  blame: Blame;
}

export interface Place {
  /** Begins the names of all containers. */
  name: string;
  label: string;
  /** Where services of the project are to find it; none: it finds nobody. */
  network: string | undefined;
}

const READY_MS = 5 * 60_000;
const LOOK_MS = 300;

/** Throws PROOF_IMPOSSIBLE where its image is not here, or does not come up. */
export const startServer = async (
  stored: ServerManifest,
  {name, label, network}: Place,
  needs: ServerNeeds,
): Promise<ProofServer> => {
  const {kind, service, host = service, owner, databases} = stored;
  const engine = engineFor(kind);
  const imageId = await imageOf(stored, needs);
  const container = await needs.docker.runThrowAway({
    name: `${name}-${service}`,
    image: imageId,
    label,
    network: network === undefined ? 'none' : {name: network, alias: host},
    variables: engine.emptyServer(owner, randomBytes(24).toString('hex')),
  });
  const inside = insideOf(container, kind, needs.pipes);
  await ready({service, container, inside, engine}, needs);
  for (const words of [...engine.hurry, ...engine.makeRoom(databases.map(one => one.name))])
    await ask(inside, words);
  return {
    ...{stored, engine, inside, container, imageId},
    large: await largeOf(inside, needs.compressing),
    blame: blameOf({service, container}, needs.docker),
  };
};

const imageOf = async ({image, imageId, service}: ServerManifest, {docker}: ServerNeeds): Promise<string> => {
  const here = await docker.imageIds([imageId, image]);
  const found = here.get(imageId) ?? here.get(image);
  if (found !== undefined) return found;
  throw new UserError('PROOF_IMPOSSIBLE', `The image of ${service}, ${image}, is not on this machine.`, {
    where: service,
    remedy: `Fetch it: docker pull ${image}`,
  });
};

const ready = async (
  {service, container, inside, engine}: {service: string; container: string; inside: Inside; engine: Engine},
  {docker, clock}: ServerNeeds,
): Promise<void> => {
  const begun = clock.elapsed();
  for (;;) {
    try {
      await ask(inside, engine.isReady);
      return;
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
    }
    const [{state = 'gone'} = {}] = await docker.inspect([container]);
    if (state !== 'running' || clock.elapsed() - begun > READY_MS) {
      const lines = await docker.logs(container, {lines: 30});
      throw new UserError(
        'PROOF_IMPOSSIBLE',
        `An empty server of ${service}'s image does not come up (${state}).`,
        {
          where: service,
          evidence: {log: {source: service, lines}},
        },
      );
    }
    await clock.wait(LOOK_MS);
  }
};

type Sink = (body: Readable) => Promise<void>;

/** What takes each member of a server, by its name. Throws NotProven. */
export const sinksOf = ({stored, engine, large, blame}: ProofServer): [string, Sink][] => {
  const {roles, databases, service} = stored;
  const into = (what: string, words: readonly string[]): Sink => {
    return async body => {
      const said = await large.restore(words, body).catch(async (error: unknown) => {
        throw error instanceof CommandFailed ? await blame(`${what} cannot be restored`, error) : error;
      });
      // Some tools go on after what they could not do, and end well.
      const [first] = engine.complaints(said);
      if (first !== undefined) throw await blame(`${what} cannot be restored`, complained(first, said));
    };
  };
  return [
    ...(roles === undefined
      ? []
      : [[roles.member, into(`the roles of ${service}`, engine.restoreRoles)] as [string, Sink]]),
    ...databases.map(({member, name}): [string, Sink] => [
      member,
      into(`the database ${name} of ${service}`, engine.restore(name)),
    ]),
  ];
};

const complained = (first: string, said: string): CommandFailed =>
  new CommandFailed({program: 'docker', args: [], exitCode: 0, tail: [first, ...said.split('\n')]});

/** What is there now, dumped once more, beside what was stored. */
export const compareServer = async ({
  stored,
  engine,
  inside,
  large,
  blame,
}: ProofServer): Promise<string[]> => {
  const look = await engine.look(inside);
  const lost = (stored.roles?.names ?? []).filter(name => !look.roles.includes(name));
  const all = lost.map(name => `the role ${name} of ${stored.service} is missing`);
  for (const database of stored.databases) {
    const what = `the database ${database.name} of ${stored.service}`;
    const read = await readDump({engine, large}, engine.dump(database.name, look)).catch(
      async (error: unknown) => {
        throw error instanceof CommandFailed ? await blame(`${what} cannot be read again`, error) : error;
      },
    );
    all.push(...differencesOf(database, read).map(line => `${stored.service}, ${line}`));
  }
  return all;
};

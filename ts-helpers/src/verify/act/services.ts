import {posix} from 'node:path';
import type {Readable} from 'node:stream';
import {exhaustedIn} from '../../causes/commandFailure.ts';
import type {Container} from '../../compose/model.ts';
import {UserError} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Files} from '../../outside/files.ts';
import {feed, type Pipes} from '../../outside/pipe.ts';
import {projectLabel} from '../../project/conventions.ts';
import type {ProofProject} from '../plan/services.ts';
import {NotProven} from '../failed.ts';

export interface ServicesNeeds {
  compose: Pick<Compose, 'create' | 'up' | 'destroy'>;
  docker: Pick<Docker, 'containers' | 'logs' | 'holdMount' | 'remove'>;
  files: Pick<Files, 'temporaryFolder' | 'writeText' | 'remove'>;
  pipes: Pipes;
  clock: Pick<Clock, 'wait' | 'elapsed'>;
}

/** The project on what was restored: made first, filled, then started. */
export interface ProofServices {
  /** Takes a member of the archive, as the files of a volume that nobody uses yet. */
  fill(copy: ProofProject['copies'][number], body: Readable): Promise<void>;
  /** Resolves once all are healthy that have to be. Throws NotProven. */
  start(): Promise<string[]>;
  remove(): Promise<void>;
}

const LOOK_MS = 500;

export const makeServices = async (
  {model, healthy}: ProofProject,
  {minutes, label}: {minutes: number; label: string},
  needs: ServicesNeeds,
): Promise<ProofServices> => {
  const {compose, docker, files, pipes, clock} = needs;
  const folder = await files.temporaryFolder();
  const file = posix.join(folder, 'compose.json');
  // It has the environment of production in it.
  await files.writeText(file, JSON.stringify(model), 0o600);
  const project = {name: model.name, directory: folder, files: [file]};
  const remove = async (): Promise<void> => {
    await compose.destroy(model.name);
    await files.remove(folder);
  };
  const quiet = {onLine: () => undefined};
  const own = () => docker.containers([projectLabel(model.name)]);
  try {
    await compose.create(project, quiet);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    async fill({volume, folder: inside, image}, body) {
      const holder = await docker.holdMount({
        image,
        label,
        type: 'volume',
        source: volume,
        target: `/countable/${inside}`,
        isWritten: true,
      });
      await feed(body, pipes.pipe('docker', ['cp', '-', `${holder}:/countable`]));
      await docker.remove(holder);
    },
    async start() {
      await compose.up(project, quiet);
      const begun = clock.elapsed();
      for (;;) {
        const all = (await own()).filter(({service}) => healthy.includes(service));
        if (all.length > 0 && all.every(({health}) => health === 'healthy')) return healthy;
        const ill = all.find(one => isLost(one));
        if (ill !== undefined || clock.elapsed() - begun > minutes * 60_000)
          throw await unwell(ill ?? all[0], docker);
        await clock.wait(LOOK_MS);
      }
    },
    remove,
  };
};

const isLost = ({state, health}: Container): boolean =>
  state === 'exited' || state === 'dead' || health === 'unhealthy';

const unwell = async (one: Container | undefined, docker: ServicesNeeds['docker']): Promise<Error> => {
  if (one === undefined) return new UserError('PROOF_IMPOSSIBLE', 'No container of the project was made.');
  const {service, state, health = 'without health check', healthOutput, id} = one;
  const checked = healthOutput ? [`its health check: ${healthOutput}`] : [];
  const lines = [...(await docker.logs(id, {lines: 40})), ...checked.flatMap(text => text.split('\n'))];
  const code = exhaustedIn(lines);
  if (code !== undefined)
    return new UserError(
      code,
      `${service} has nothing left to run with on what was restored (${state}, ${health}).`,
      {
        where: service,
        evidence: {log: {source: service, lines}},
      },
    );
  return new NotProven(
    [`${service} does not become healthy on what was restored (${state}, ${health})`],
    lines,
  );
};

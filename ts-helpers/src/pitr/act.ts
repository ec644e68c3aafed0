import {CommandFailed, UserError} from '../errors/userError.ts';
import {ask} from '../engines/inside.ts';
import {insideOf} from '../engines/container.ts';
import {engineFor} from '../engines/engines.ts';
import type {Clock} from '../outside/clock.ts';
import type {Docker} from '../outside/docker.ts';
import type {Pipes} from '../outside/pipe.ts';
import type {S3Access} from '../outside/s3.ts';
import type {Voice} from '../run/voice.ts';
import {askInside, askServer} from './act/ask.ts';
import {configure, type ConfigureNeeds} from './act/configure.ts';
import {bringBack, keepSettings} from './act/settings.ts';
import {fetchPassphrase, makePassphrase, type PassphraseNeeds} from './act/passphrase.ts';
import {ensureImage} from './image.ts';
import type {EndingPitr, PitrPlan, PitrStepId, PlannedPitr} from './plan.ts';
import type {ServerFacts} from './plan/facts.ts';
import {folderOf} from './plan/settings.ts';

export interface PitrNeeds extends PassphraseNeeds, ConfigureNeeds {
  docker: ConfigureNeeds['docker'] &
    Pick<
      Docker,
      | 'buildOn'
      | 'runSidecar'
      | 'removeVolume'
      | 'remove'
      | 'stop'
      | 'startAgain'
      | 'inspect'
      | 'untagImages'
      | 'imageIds'
    >;
  pipes: Pipes;
  keyFile: string | undefined;
  clock: Pick<Clock, 'now' | 'wait' | 'elapsed'>;
  voice: Pick<Voice, 'detail' | 'warn'>;
}

export interface PitrDoing {
  plan: PitrPlan;
  access: S3Access | undefined;
}

/** Each step of such a plan. Throws PITR_FAILED and PITR_IMAGE. */
export const pitrDeeds = (
  {plan, access}: PitrDoing,
  needs: PitrNeeds,
): Record<PitrStepId, () => Promise<void>> => {
  const {repository} = plan;
  const passphrases = new Map<string, string>();
  const {docker, pipes} = needs;
  const each =
    (chosen: (one: PlannedPitr) => boolean, work: (one: PlannedPitr) => Promise<void>) => async () => {
      for (const one of plan.servers.filter(chosen)) await failing(one.service, () => work(one));
    };
  return {
    'pitr-image': each(
      ({builds}) => builds,
      ({server}) => ensureImage(server, needs),
    ),
    'pitr-passphrase': each(
      ({passphrase}) => passphrase === 'make' || passphrase === 'fetch',
      async ({stanza, passphrase}) => {
        const {project, recipients} = repository;
        const {keyFile = ''} = needs;
        const order = {project, stanza};
        const found =
          passphrase === 'make'
            ? await makePassphrase({...order, recipients}, needs)
            : await fetchPassphrase({...order, keyFile}, needs);
        passphrases.set(stanza, found);
      },
    ),
    'pitr-configure': each(
      () => true,
      ({server, sidecar, stanza}) =>
        configure({server, sidecar, repository, access, passphrase: passphrases.get(stanza)}, needs),
    ),
    'pitr-settings': each(
      ({statements}) => statements.length > 0,
      async ({server, statements}) => {
        await askInside(
          server.container,
          ['sh', '-ec', FOLDERS, 'sh', folderOf(server), server.owner],
          pipes,
        );
        await keepSettings(server, pipes);
        await askServer(server.container, [...statements, 'select pg_reload_conf()'], pipes);
      },
    ),
    'pitr-restart': each(
      ({restart}) => restart,
      one => restart(one, needs),
    ),
    'pitr-sidecar': each(
      ({makes}) => makes,
      async ({sidecar, replaces}) => {
        if (replaces !== undefined) await docker.remove(replaces);
        await docker.runSidecar(sidecar);
      },
    ),
    'pitr-base': each(
      () => true,
      async ({server, sidecar, type}) => {
        const words = ['sh', '-ec', BASE, 'sh', type, folderOf(server)];
        await askInside(sidecar.name, words, pipes);
      },
    ),
    'pitr-end': async () => {
      for (const one of plan.ending) await failing(one.server.service, () => end(one, needs));
    },
    'pitr-old-images': () => docker.untagImages(plan.images),
  };
};

const FOLDERS = 'mkdir -p "$1/wal"; chmod 700 "$1" "$1/wal"; chown "$2" "$1" "$1/wal"';

/** A stanza that is of another server, or of another version, is raised to this one. It wants none of what waits for the sidecar. */
const BASE = `pgbackrest stanza-create || pgbackrest stanza-upgrade
exec pgbackrest backup --type="$1" --exclude="$(basename "$2")/"`;

const READY_MS = 3 * 60_000;
const LOOK_MS = 300;

/** Back to the settings from before where it does not come up. */
const restart = async ({server, sidecar}: PlannedPitr, needs: PitrNeeds): Promise<void> => {
  const {container, service} = server;
  const {docker} = needs;
  const again = async (): Promise<boolean> => {
    await docker.stop(container);
    await docker.startAgain(container);
    return isUp(server, needs);
  };
  if (await again()) return;
  await docker.stop(container);
  await bringBack({server, image: sidecar.image}, needs);
  const isBack = await again();
  throw new UserError(
    'PITR_FAILED',
    `${service} did not come up with what keeping its moments needs; ${isBack ? 'it runs with its settings from before' : 'and it does not with its settings from before either'}.`,
    {where: service, remedy: `Its log says why: docker logs ${container.slice(0, 12)}`},
  );
};

const isUp = async (
  {container}: ServerFacts,
  {docker, pipes, clock}: Pick<PitrNeeds, 'docker' | 'pipes' | 'clock'>,
): Promise<boolean> => {
  const begun = clock.elapsed();
  const {isReady} = engineFor('postgres');
  while (clock.elapsed() - begun < READY_MS) {
    try {
      await ask(insideOf(container, 'postgres', pipes), isReady);
      return true;
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
    }
    const [{state = 'gone', restarts = 0} = {}] = await docker.inspect([container]);
    if (state === 'exited' || state === 'gone' || restarts > 2) return false;
    await clock.wait(LOOK_MS);
  }
  return false;
};

const end = async ({server, sidecar, statements}: EndingPitr, {docker, pipes}: PitrNeeds): Promise<void> => {
  if (statements.length > 0)
    await askServer(server.container, [...statements, 'select pg_reload_conf()'], pipes);
  if (sidecar !== undefined) {
    const [{name = ''} = {}] = await docker.inspect([sidecar]);
    await docker.remove(sidecar);
    if (name !== '') await docker.removeVolume(name);
  }
  // The socket in it goes once the server is started again.
  await askInside(server.container, ['rm', '-rf', `${folderOf(server)}/wal`], pipes);
};

const failing = async (service: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const said = error.tail.findLast(line => /error|fatal/i.test(line)) ?? error.tail.at(-1) ?? error.message;
    throw new UserError('PITR_FAILED', `The moments of ${service} are not kept: ${said.trim()}`, {
      where: service,
      evidence: {log: {source: service, lines: error.tail}},
      cause: error,
    });
  }
};

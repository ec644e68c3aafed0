import {CommandFailed, UserError} from '../errors/userError.ts';
import type {Docker} from '../outside/docker.ts';
import type {Pipes} from '../outside/pipe.ts';
import type {S3Access} from '../outside/s3.ts';
import {askInside, askServer} from './act/ask.ts';
import {configure, type ConfigureNeeds} from './act/configure.ts';
import {end, type EndNeeds} from './act/end.ts';
import {restart, type RestartNeeds} from './act/restart.ts';
import {keepSettings} from './act/settings.ts';
import {fetchPassphrase, makePassphrase, type PassphraseNeeds} from './act/passphrase.ts';
import {ensureImage} from './image.ts';
import type {PitrPlan, PitrStepId, PlannedPitr} from './plan.ts';
import {folderOf} from './plan/settings.ts';

export interface PitrNeeds extends PassphraseNeeds, Omit<ConfigureNeeds, 'docker'> {
  docker: ConfigureNeeds['docker'] &
    RestartNeeds['docker'] &
    EndNeeds['docker'] &
    Pick<Docker, 'buildOn' | 'imageIds' | 'runSidecar' | 'untagImages'>;
  pipes: Pipes;
  keyFile: string | undefined;
  clock: PassphraseNeeds['clock'] & RestartNeeds['clock'];
}

export interface PitrDoing {
  plan: PitrPlan;
  access: S3Access | undefined;
}

type Deeds = Record<PitrStepId, () => Promise<void>>;

/** Each step of such a plan. Throws PITR_FAILED and PITR_IMAGE. */
export const pitrDeeds = (doing: PitrDoing, needs: PitrNeeds): Deeds => ({
  ...preparing(doing, needs),
  ...going(doing, needs),
});

/** What a step does, for each server that it is about. */
const eachOf =
  ({servers}: PitrPlan) =>
  (chosen: (one: PlannedPitr) => boolean, work: (one: PlannedPitr) => Promise<unknown>) =>
  async () => {
    for (const one of servers.filter(chosen)) await failing(one.service, () => work(one));
  };

const preparing = (
  {plan, access}: PitrDoing,
  needs: PitrNeeds,
): Pick<Deeds, 'pitr-image' | 'pitr-passphrase' | 'pitr-configure'> => {
  const {repository} = plan;
  const each = eachOf(plan);
  const passphrases = new Map<string, string>();
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
  };
};

const going = (
  {plan}: PitrDoing,
  needs: PitrNeeds,
): Omit<Deeds, 'pitr-image' | 'pitr-passphrase' | 'pitr-configure'> => {
  const {docker, pipes} = needs;
  const each = eachOf(plan);
  return {
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

const failing = async (service: string, work: () => Promise<unknown>): Promise<void> => {
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

import type {PointInTime} from '../archive/pointInTime.ts';
import {UserError} from '../errors/userError.ts';
import type {Step} from '../result/step.ts';
import {refuseRepository} from './plan/conf.ts';
import type {PassphraseFacts, PitrFacts, PitrServer, RepositoryFacts, ServerFacts} from './plan/facts.ts';
import {imageName} from './plan/image.ts';
import {isUpToDate, type PlannedSidecar, sidecarOf} from './plan/sidecar.ts';
import {refuseOwn, settingsFor, settingsWithout} from './plan/settings.ts';

export type {PitrFacts, ServerFacts, SidecarFacts} from './plan/facts.ts';
export {imageName} from './plan/image.ts';

export type PitrStepId =
  | 'pitr-image'
  | 'pitr-passphrase'
  | 'pitr-configure'
  | 'pitr-settings'
  | 'pitr-restart'
  | 'pitr-sidecar'
  | 'pitr-base'
  | 'pitr-end'
  | 'pitr-old-images';

export type PitrStep = Step & {id: PitrStepId};

/** A server whose every moment is kept, with all that is to be done for it. */
export interface PlannedPitr extends PointInTime {
  server: ServerFacts;
  sidecar: PlannedSidecar;
  /** The one that is to go first; undefined: it stays as it is. */
  replaces: string | undefined;
  makes: boolean;
  builds: boolean;
  passphrase: 'none' | 'here' | 'make' | 'fetch';
  statements: string[];
  restart: boolean;
  type: 'full' | 'diff';
}

export interface EndingPitr {
  server: ServerFacts;
  sidecar: string | undefined;
  statements: string[];
}

export interface PitrPlan {
  repository: RepositoryFacts;
  servers: PlannedPitr[];
  ending: EndingPitr[];
  /** Images of ours that may go where nothing is made of them. */
  images: string[];
  steps: PitrStep[];
}

const FULL_MS = 6.5 * 24 * 60 * 60 * 1000;

/** Throws PITR_IMPOSSIBLE. */
export const planPitr = (facts: PitrFacts): PitrPlan => {
  const {servers: all, ending, images, othersImages, repository, composeProject} = facts;
  if (all.length > 0) refuseRepository(repository);
  const servers = all.map(one => plannedServer(one, facts));
  const gone = ending.map(({server, sidecar}) => ({
    server,
    sidecar: sidecar?.id,
    statements: settingsWithout(server),
  }));
  const used = new Set([...othersImages, ...servers.map(({sidecar}) => sidecar.image)]);
  const old = images.filter(name => !used.has(name));
  const plan = {repository, servers, ending: gone, images: old};
  return {...plan, steps: stepsOf(plan, composeProject)};
};

const plannedServer = (
  {server, sidecar, lastFull, passphrase}: PitrServer,
  {composeProject, images, repository, now}: PitrFacts,
): PlannedPitr => {
  refuseOwn(server);
  const planned = sidecarOf(server, composeProject);
  const stays = isUpToDate(planned, sidecar);
  const isDue = lastFull === undefined || now.getTime() - lastFull.getTime() > FULL_MS;
  return {
    service: server.service,
    stanza: server.stanza,
    server,
    sidecar: planned,
    replaces: stays ? undefined : sidecar?.id,
    makes: !stays,
    builds: !images.includes(imageName(server.imageId)),
    passphrase: passphraseFor(server, passphrase, repository.recipients.length > 0),
    ...settingsFor(server),
    type: isDue ? 'full' : 'diff',
  };
};

const passphraseFor = (
  {service}: ServerFacts,
  {isHere, isKept, isPlain, hasKey}: PassphraseFacts,
  isWanted: boolean,
): PlannedPitr['passphrase'] => {
  if (isKept && isHere) return 'here';
  if (isKept && hasKey) return 'fetch';
  if (isKept)
    throw new UserError(
      'PITR_IMPOSSIBLE',
      `What is kept of ${service} is encrypted, and its passphrase is not on this host any more.`,
      {
        where: service,
        remedy:
          'Run `countable backup` once with COUNTABLE_BACKUP_KEY_FILE, the key of one of the recipients: it opens the passphrase in the bucket.',
      },
    );
  if (!isWanted) return 'none';
  if (!isPlain) return 'make';
  throw new UserError(
    'PITR_IMPOSSIBLE',
    `What is kept of ${service} was begun without encryption, and \`backup: {recipients}\` asks for it now.`,
    {
      where: service,
      remedy: 'Delete it in the bucket once it is not needed any more: docs/how-to/point-in-time.md.',
    },
  );
};

const stepsOf = ({servers, ending, images}: Omit<PitrPlan, 'steps'>, composeProject: string): PitrStep[] => {
  const of = (some: readonly PointInTime[]): string => some.map(({service}) => service).join(', ');
  const built = [...new Set(servers.filter(({builds}) => builds).map(({server}) => server.image))];
  const sealed = servers.filter(({passphrase}) => passphrase === 'make' || passphrase === 'fetch');
  const told = servers.filter(({statements}) => statements.length > 0);
  const restarted = servers.filter(({restart}) => restart);
  const made = servers.filter(({makes}) => makes);
  const step = (id: PitrStepId, does: string, more: Partial<PitrStep> = {}): PitrStep => ({
    id,
    does,
    risks: 'nothing',
    limit: 15,
    undo: [],
    ...more,
  });
  const when = (is: boolean, one: () => PitrStep): PitrStep[] => (is ? [one()] : []);
  return [
    ...when(built.length > 0, () =>
      step('pitr-image', `Build ${built.join(', ')} with pgBackRest beside it`),
    ),
    ...when(sealed.length > 0, () =>
      step(
        'pitr-passphrase',
        `Give pgBackRest of ${of(sealed)} its passphrase, kept in the bucket for the holders of the keys`,
      ),
    ),
    ...when(servers.length > 0, () =>
      step('pitr-configure', `Tell pgBackRest of ${of(servers)} the bucket and its keys`, {said: null}),
    ),
    ...when(told.length > 0, () =>
      step('pitr-settings', `Let ${of(told)} hand over its WAL (archive_mode, archive_command, a socket)`),
    ),
    ...when(restarted.length > 0, () =>
      step(
        'pitr-restart',
        `Restart ${of(restarted)}, this once, for that to count: a few seconds without it, and back to what was before where it does not come up`,
        {risks: 'traffic'},
      ),
    ),
    ...when(made.length > 0, () =>
      step(
        'pitr-sidecar',
        `Start ${made.map(({sidecar}) => sidecar.name).join(', ')}, which carries WAL to S3`,
      ),
    ),
    ...when(servers.length > 0, () =>
      step(
        'pitr-base',
        `Store ${servers.map(({service, type}) => `${service} (${type})`).join(', ')} with pgBackRest, to begin at from any moment on`,
        {limit: 12 * 60},
      ),
    ),
    ...when(ending.length > 0, () =>
      step(
        'pitr-end',
        `Keep the moments of ${ending.map(({server}) => server.service).join(', ')} in ${composeProject} no more: what is in the bucket stays`,
      ),
    ),
    ...when(images.length > 0, () =>
      step('pitr-old-images', `Remove ${images.join(', ')} where nothing runs of it`),
    ),
  ];
};

import {UserError} from '../errors/userError.ts';
import {refuseRepository} from './plan/conf.ts';
import type {PassphraseFacts, PitrFacts, PitrServer, ServerFacts} from './plan/facts.ts';
import {imageName} from './plan/image.ts';
import type {PitrPlan, PlannedPitr} from './plan/planned.ts';
import {stepsOf} from './plan/steps.ts';
import {isUpToDate, sidecarOf} from './plan/sidecar.ts';
import {refuseOwn, settingsFor, settingsWithout} from './plan/settings.ts';

export type {PitrFacts, ServerFacts, SidecarFacts} from './plan/facts.ts';
export {imageName} from './plan/image.ts';
export type {KeptMoment} from './plan/kept.ts';

export type {EndingPitr, PitrPlan, PitrStepId, PlannedPitr} from './plan/planned.ts';

const FULL_MS = 6.5 * 24 * 60 * 60 * 1000;

/** Throws PITR_IMPOSSIBLE. */
export const planPitr = (facts: PitrFacts): PitrPlan => {
  const {servers: all, ending, images, usedImages, repository, composeProject} = facts;
  if (all.length > 0) refuseRepository(repository);
  const servers = all.map(one => plannedServer(one, facts));
  const gone = ending.map(({server, sidecar}) => ({
    server,
    sidecar: sidecar?.id,
    statements: settingsWithout(server),
  }));
  const used = new Set([...usedImages, ...servers.map(({sidecar}) => sidecar.image)]);
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

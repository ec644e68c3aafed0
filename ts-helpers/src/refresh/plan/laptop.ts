import type {ServerManifest} from '../../archive/manifest.ts';
import {UserError} from '../../errors/userError.ts';
import type {RestorePlan} from '../../restore/plan.ts';
import type {RefreshFacts} from './facts.ts';

type Asked = Pick<RefreshFacts, 'isLaptop' | 'manifest' | 'servers' | 'source'>;

/** Why a server of production is not brought to where somebody works on the project; undefined: it is. */
const whyNot = (
  {service, kind, host}: ServerManifest,
  {servers}: Pick<Asked, 'servers'>,
): string | undefined => {
  if (host !== undefined) return 'it is no service, and nothing elsewhere is reached from here';
  if (kind === 'mongo') return 'documents have no columns that could be masked';
  return servers.some(one => one.service === service && one.kind === kind)
    ? undefined
    : 'no such service runs here';
};

/** Environments have a place for all of it, or are refused. */
export const serversLeftOut = (facts: Asked): ServerManifest[] =>
  facts.isLaptop === true ? facts.manifest.servers.filter(one => whyNot(one, facts) !== undefined) : [];

/** Whether rules may be for what is not brought. */
export const isInPart = (facts: Asked & Pick<RefreshFacts, 'only'>): boolean =>
  facts.only !== undefined || serversLeftOut(facts).length > 0;

export const leftOutOf = (facts: Asked): RestorePlan['leftAlone'] =>
  facts.isLaptop === true
    ? [
        ...serversLeftOut(facts).map(one => ({what: one.service, why: whyNot(one, facts) ?? ''})),
        ...facts.manifest.files.map(({source}) => ({
          what: source,
          why: 'files of production are brought to no laptop',
        })),
      ]
    : [];

/** Throws RESTORE_NOWHERE. */
export const refuseNothing = (facts: Asked): void => {
  const out = serversLeftOut(facts);
  const {servers} = facts.manifest;
  if (facts.isLaptop !== true || out.length < servers.length) return;
  const why = out.map(one => `${one.service}: ${whyNot(one, facts)}`).join('; ');
  throw new UserError(
    'RESTORE_NOWHERE',
    `Nothing of ${facts.source.key} has a place here. ${why === '' ? 'It holds no database' : why}.`,
    {
      where: facts.source.key,
      remedy:
        'Give the project test data of its own: ops/seed.sql, or a command (`seed: {service: web, command: npm run seed}` in countable.yml).',
    },
  );
};

import {planRestore, type RestorePlan} from '../restore/plan.ts';
import {UserError} from '../errors/userError.ts';
import type {FilesManifest} from '../archive/manifest.ts';
import {type Allowed, allowedAs, isMasked, isProtected, refuseWithoutScript} from './plan/allowed.ts';
import {AFTER_SQL, type RefreshFacts} from './plan/facts.ts';
import {leftOutOf, refuseNothing, serversLeftOut} from './plan/laptop.ts';
import {type RefreshStep, stepsOf} from './plan/steps.ts';

export {isMasked, refuseProduction, refuseUnmasked} from './plan/allowed.ts';
export {AFTER_SQL, MASK_SQL, type RefreshFacts} from './plan/facts.ts';
export {isInPart, serversLeftOut} from './plan/laptop.ts';
export {type ScriptPlace, scriptPlace} from './plan/scripts.ts';
export {
  type FoundKey,
  isOurs,
  type Misfit,
  misfitsIn,
  othersOf,
  type Untakeable,
  whyNot,
} from './plan/fitting.ts';
export {refuseRules} from './plan/refusal.ts';
export {type FoundColumn, isSameColumn, type JudgedColumn} from './plan/found.ts';
export {judged, judgementOf} from './plan/rules.ts';
export {type AsideStep, isAside, isInPlace, type RefreshStep} from './plan/steps.ts';

export interface RefreshPlan extends Omit<RestorePlan, 'steps'> {
  /** Who has consented to data that is not masked; absent where nobody had to. */
  consent?: Allowed;
  /** What countable.yml says of columns, and of whole tables. */
  rules: RefreshFacts['settings']['columns'];
  /** On a laptop: what is not brought to it, and why. */
  leftOut: RestorePlan['leftAlone'];
  steps: readonly RefreshStep[];
}

/** Throws REFRESH_UNPROVEN, REFRESH_REFUSED, NO_REFRESH_FOR, MASK_INCOMPLETE, MASK_UNKNOWN, and what planRestore throws. */
export const planRefresh = (given: RefreshFacts): RefreshPlan => {
  const facts = withoutFiles(given);
  refuseUnproven(facts);
  refuseNothing(facts);
  const consent = allowedAs(facts);
  refuseWithoutScript(facts);
  refuseWithoutTable(facts);
  refuseKinds(facts);
  refuseOtherMajor(facts);
  const {files} = facts.manifest;
  const comes = files.filter(one => isWanted(one, facts));
  const servers = placedServers(facts);
  const plan = planRestore({...facts, manifest: {...facts.manifest, servers, files: comes}});
  return {
    ...plan,
    leftOut: leftOutOf(facts),
    rules: facts.settings.columns,
    ...(consent && {consent}),
    leftAlone: [
      ...plan.leftAlone,
      ...files
        .filter(one => !comes.includes(one))
        .map(({source}) => ({
          what: source,
          why: 'files cannot be masked, and `refresh: {files}` does not name it',
        })),
    ],
    warnings: [...plan.warnings, ...warningsOf(facts, {consent, comes})],
    steps: stepsOf(plan, facts, {isAllowed: consent !== undefined}),
  };
};

const withoutFiles = (facts: RefreshFacts): RefreshFacts =>
  facts.isLaptop === true ? {...facts, settings: {...facts.settings, files: false}} : facts;

const isWanted = ({source}: FilesManifest, {settings: {files}}: RefreshFacts): boolean =>
  typeof files === 'boolean' ? files : files.includes(source);

const refuseUnproven = ({source: {key, verdict}, project}: RefreshFacts): void => {
  if (verdict === 'proven') return;
  throw new UserError('REFRESH_UNPROVEN', `${key} is ${verdict}.`, {
    where: key,
    remedy: `Prove it (countable verify ${project}), or take one that is: countable backups ${project}`,
  });
};

const placedServers = (facts: RefreshFacts) => {
  const out = serversLeftOut(facts);
  return facts.manifest.servers.filter(one => !out.includes(one));
};

const wantedServers = (facts: RefreshFacts) =>
  placedServers(facts).filter(({service}) => facts.only === undefined || facts.only === service);

/** Documents have no columns that could be declared. */
const refuseKinds = (facts: RefreshFacts): void => {
  const found = wantedServers(facts).find(({kind}) => kind === 'mongo');
  if (found === undefined) return;
  throw new UserError(
    'NO_REFRESH_FOR',
    `What ${found.service} holds cannot be masked: documents have no columns.`,
    {
      where: found.service,
    },
  );
};

/** `*` alone may seem to keep, or mask, all that there is. */
const refuseWithoutTable = (facts: RefreshFacts): void => {
  const hasSchemas = wantedServers(facts).every(({kind}) => kind === 'postgres');
  const least = hasSchemas ? 3 : 2;
  const wrong = Object.keys(facts.settings.columns).filter(name => {
    const parts = name.split('.');
    return parts.length < least || parts.slice(0, -1).includes('*');
  });
  if (wrong.length === 0) return;
  const table = hasSchemas ? 'public.customer' : 'customer';
  throw new UserError('MASK_UNKNOWN', `${wrong.join(', ')} is for no table.`, {
    where: 'mask',
    remedy: `Name a column (${table}.email), or all of a table (${table}.*).`,
  });
};

/** What one version dumps is not, word for word, what another does: it could not be compared. */
const refuseOtherMajor = (facts: RefreshFacts): void => {
  for (const {service, version} of wantedServers(facts)) {
    const here = facts.servers.find(one => one.service === service)?.version;
    if (here === undefined || majorOf(here) === majorOf(version)) continue;
    throw new UserError(
      'NO_REFRESH_FOR',
      `${service} of production is of version ${version}, and ${here} runs here.`,
      {where: service, remedy: 'Let both have the same major version, in the compose files.'},
    );
  }
};

const majorOf = (version: string): string | undefined => /^\d+/.exec(version)?.[0];

const warningsOf = (
  facts: RefreshFacts,
  {consent, comes}: {consent: Allowed | undefined; comes: readonly FilesManifest[]},
): string[] => [
  ...(consent !== undefined && !isMasked(facts)
    ? [`Nothing is masked: ${consent.by} has consented on ${consent.on} (${consent.for}).`]
    : []),
  ...(comes.length > 0
    ? [`${comes.map(({source}) => source).join(', ')} come as production has them: files cannot be masked.`]
    : []),
  ...(consent === undefined && !isMasked(facts) && !isProtected(facts)
    ? ['No rule says what is masked: it ends once it is known which columns there are, and prints them.']
    : []),
  ...(facts.scripts.after === undefined
    ? [
        `There is no ${AFTER_SQL}: mail, webhooks and payment keys that are kept in the database are those of production.`,
      ]
    : []),
];

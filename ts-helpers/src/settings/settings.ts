import type {SettingsVariables, SettingsSources} from './sources.ts';
import {isOfDomain} from '../history/people.ts';
import type {MailSettings, Settings} from '../project/settings.ts';
import {deploying, organisationWord} from './organisation.ts';
import {fromArguments, fromYaml} from './read.ts';
import {organisationSchema, settingsSchema, type OrganisationLayer, type SettingsLayer} from './schema.ts';
import {checkVariables, domainsIn} from './variables.ts';

/** Settings as they count. Throws UNKNOWN_SETTING or BAD_SETTING, naming file and line, and BAD_ARGUMENT, naming the variable. */
export const resolveSettings = ({
  variables = {},
  organisation,
  project,
  options,
  repository,
}: SettingsSources): Settings => {
  checkVariables(variables);
  const house: OrganisationLayer = organisation ? fromYaml(organisation, organisationSchema) : {};
  const own: SettingsLayer = project ? fromYaml(project, settingsSchema) : {};
  const given: SettingsLayer = options ? fromArguments(options, settingsSchema) : {};
  const layers = [house, own, given] as const;
  const {word, notes} = organisationWord({house, variables, repository: [own, given]});
  const defaultChannel = house.slack?.channel ?? variables.slackChannel;
  const deployRoot = house.deployRoot ?? variables.deployRoot ?? last([own, given], 'deployRoot');
  const direct = given.slack?.direct ?? own.slack?.direct ?? house.slack?.direct;
  const channel = given.slack?.channel ?? own.slack?.channel;
  const hostAccess = repository === undefined ? undefined : house.testAccess?.[repository];
  return {
    ...defined({name: given.name ?? own.name, instance: given.instance ?? own.instance, deployRoot}),
    deployRoots: [variables, ...layers].map(layer => layer.deployRoot).filter(root => root !== undefined),
    branches: deploying(last(layers, 'branches')) ?? DEFAULT_BRANCHES,
    compose: {
      ...defined({file: given.compose?.file ?? own.compose?.file}),
      environments: {...own.compose?.environments, ...given.compose?.environments},
    },
    test: testOf(given.test ?? own.test),
    ...defined({hostAccess}),
    agents: word.agents,
    organisationAgents: house.agents ?? {},
    slack: defined({channel, defaultChannel, direct}),
    ...mailOf(layers, variables),
    people: Object.assign({}, ...layers.map(({people}) => people)),
    health: {
      minutes: 5,
      none: false,
      ...defined({...house.health, ...own.health, ...given.health}),
    },
    sentry: sentryOf(layers, variables),
    jenkins: {
      ...Object.assign({jobs: 'multibranch'}, ...layers.map(({jenkins}) => defined(jenkins ?? {}))),
      production: word.production,
    },
    timeouts: Object.assign({test: 30, deploy: 30, lock: 10}, ...layers.map(({timeouts}) => timeouts)),
    ...defined({productionBranches: word.productionBranches}),
    notes,
  };
};

/** What the organisation says of mail alone: for builds whose own settings are not known, or are what is wrong. */
export const organisationMail = ({
  variables = {},
  organisation,
}: Pick<SettingsSources, 'variables' | 'organisation'>): MailSettings | undefined =>
  mailOf([organisation ? fromYaml(organisation, organisationSchema) : {}], variables).mail;

const DEFAULT_BRANCHES = {develop: 'stage', master: 'prod', main: 'prod'};

const testOf = (test: SettingsLayer['test']): Settings['test'] => {
  if (test === 'none') return 'none';
  const {junit = [], service = 'test', command} = test ?? {};
  return {service, ...defined({command}), junit: typeof junit === 'string' ? [junit] : junit};
};

/** Whom a mail may reach, and in whose name, is the organisation's word: authors' addresses are anybody's to write. */
const mailOf = (
  [house, ...repository]: readonly [OrganisationLayer, ...SettingsLayer[]],
  {mailDomains}: SettingsVariables,
): {mail?: MailSettings} => {
  const layers = [house, ...repository];
  const domains = [...domainsIn(mailDomains), ...(house.mail?.domains ?? [])];
  if (domains.length === 0 && !layers.some(({mail}) => mail)) return {};
  const from = repository.findLast(({mail}) => mail?.from !== undefined)?.mail?.from;
  const sender = from !== undefined && isOfDomain(from, domains) ? from : house.mail?.from;
  const when = layers.findLast(({mail}) => mail?.when !== undefined)?.mail?.when ?? 'fallback';
  const addresses = Object.values(house.people ?? {});
  return {mail: {when, ...defined({from: sender}), domains, addresses}};
};

const sentryOf = (
  layers: readonly OrganisationLayer[],
  {sentryUrl: url, sentryOrganization: organization, sentryTeam: team}: SettingsVariables,
): Settings['sentry'] => {
  const given = layers.map(({sentry}) => sentry).filter(layer => layer !== undefined);
  if (given.at(-1) === 'none') return 'none';
  const maps = given.map(layer => (layer === 'none' ? {} : defined(layer)));
  return Object.assign({spike: 100}, defined({url, organization, team}), ...maps) as Settings['sentry'];
};

const last = <K extends keyof OrganisationLayer>(
  layers: readonly OrganisationLayer[],
  key: K,
): OrganisationLayer[K] => layers.findLast(layer => layer[key] !== undefined)?.[key];

/** Without the keys that are undefined. */
const defined = <T extends object>(object: T) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T as undefined extends T[K] ? never : K]: T[K];
  } & {[K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>};

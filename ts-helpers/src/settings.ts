import {isMap, isPair, isScalar, LineCounter, type Document} from 'yaml';
import type * as core from 'zod/v4/core';
import type {Settings} from './domain/settings.ts';
import {dataOf, parseYaml} from './adapters/yaml.ts';
import {messageOf, UserError} from './errors.ts';
import {
  organisationSchema,
  settingsSchema,
  type OrganisationLayer,
  type SettingsLayer,
} from './settings/schema.ts';
import {suggestion} from './suggestion.ts';

/** Where settings come from, weakest first. Texts are YAML; `options` are already data. */
export interface SettingsSources {
  /** `COUNTABLE_*` variables. */
  variables?: {
    slackChannel?: string | undefined;
    deployRoot?: string | undefined;
    sentryUrl?: string | undefined;
    sentryOrganization?: string | undefined;
    sentryTeam?: string | undefined;
    /** `separate`, or anything else for the same job. */
    production?: string | undefined;
  };
  /** The file named by COUNTABLE_CONFIG. */
  organisation?: SettingsFile | undefined;
  /** `countable.yml` of the repository. */
  project?: SettingsFile | undefined;
  /** Named arguments of `countablePipeline(...)`. */
  options?: Readonly<Record<string, unknown>> | undefined;
}

type Variables = NonNullable<SettingsSources['variables']>;

export interface SettingsFile {
  /** As shown in errors. */
  path: string;
  text: string;
}

/** Settings as they count. Throws UNKNOWN_SETTING or BAD_SETTING, naming file and line. */
export const resolveSettings = ({variables, organisation, project, options}: SettingsSources): Settings => {
  const house: OrganisationLayer = organisation ? fromYaml(organisation, organisationSchema) : {};
  const own: SettingsLayer = project ? fromYaml(project, settingsSchema) : {};
  const given: SettingsLayer = options ? fromArguments(options) : {};
  const layers = [house, own, given];
  const defaultChannel = house.slack?.channel ?? variables?.slackChannel;
  const deployRoot = last(layers, 'deployRoot') ?? variables?.deployRoot;
  const mail = layers.some(layer => layer.mail)
    ? (Object.assign({}, ...layers.map(layer => layer.mail)) as NonNullable<SettingsLayer['mail']>)
    : undefined;
  const direct = given.slack?.direct ?? own.slack?.direct ?? house.slack?.direct;
  const channel = given.slack?.channel ?? own.slack?.channel;
  return {
    ...defined({name: given.name ?? own.name, instance: given.instance ?? own.instance, deployRoot}),
    branches: last(layers, 'branches') ?? {develop: 'stage', master: 'prod', main: 'prod'},
    compose: {
      ...defined({file: given.compose?.file ?? own.compose?.file}),
      environments: {...own.compose?.environments, ...given.compose?.environments},
    },
    test: testOf(given.test ?? own.test),
    agents: Object.assign({}, ...layers.map(({agents}) => agents)),
    slack: defined({channel, defaultChannel, direct}),
    ...(mail && {mail: {when: 'fallback', ...defined(mail)}}),
    people: Object.assign({}, ...layers.map(({people}) => people)),
    health: {minutes: 5, none: false, ...defined({...own.health, ...given.health})},
    sentry: sentryOf(layers, variables),
    jenkins: Object.assign(
      {jobs: 'multibranch', production: variables?.production === 'separate' ? 'separate' : 'same'},
      ...layers.map(({jenkins}) => defined(jenkins ?? {})),
    ),
    timeouts: Object.assign({test: 30, deploy: 30, lock: 10}, ...layers.map(({timeouts}) => timeouts)),
  };
};

const testOf = (test: SettingsLayer['test']): Settings['test'] => {
  if (test === 'none') return 'none';
  const {junit = [], service = 'test', command} = test ?? {};
  return {service, ...defined({command}), junit: typeof junit === 'string' ? [junit] : junit};
};

const sentryOf = (
  layers: readonly OrganisationLayer[],
  {sentryUrl: url, sentryOrganization: organization, sentryTeam: team}: Variables = {},
): Settings['sentry'] => {
  const given = layers.map(({sentry}) => sentry).filter(layer => layer !== undefined);
  if (given.at(-1) === 'none') return 'none';
  const maps = given.map(layer => (layer === 'none' ? {} : defined(layer)));
  return Object.assign({spike: 100}, defined({url, organization, team}), ...maps) as Settings['sentry'];
};

const last = <K extends keyof OrganisationLayer>(layers: OrganisationLayer[], key: K): OrganisationLayer[K] =>
  layers.findLast(layer => layer[key] !== undefined)?.[key];

/** Without the keys that are undefined. */
const defined = <T extends object>(object: T) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T as undefined extends T[K] ? never : K]: T[K];
  } & {[K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>};

type Path = readonly PropertyKey[];
type Place = (path: Path) => string;

const fromYaml = <T extends object>(file: SettingsFile, schema: core.$ZodType<T>): T =>
  readable(file.path, () => settingsIn(file, schema));

const fromArguments = (options: Readonly<Record<string, unknown>>): SettingsLayer =>
  readable(argumentPlace([]), () => checked(options, settingsSchema, argumentPlace));

/** An alias of nothing, and what is nested too deeply, show only when they are looked into. */
const readable = <T>(place: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const message = `${place} cannot be read: ${messageOf(error)}.`;
    throw new UserError('BAD_SETTING', message, {where: place, cause: error});
  }
};

const settingsIn = <T extends object>({path, text}: SettingsFile, schema: core.$ZodType<T>): T => {
  const lines = new LineCounter();
  const [document, second] = parseYaml(text, {lines});
  if (second !== undefined) throw new Error('it has more than one document');
  const broken = document.errors[0];
  if (broken) {
    const [summary = 'broken YAML'] = broken.message.split(' at line');
    throw new UserError('BAD_SETTING', `${path} is not valid YAML: ${summary}.`, {
      where: placeOf(path, lines, broken.pos[0]),
    });
  }
  const place: Place = keys => placeOf(path, lines, offsetOf(document, keys));
  return checked(dataOf(document) ?? {}, schema, place);
};

const placeOf = (path: string, lines: LineCounter, offset: number): string => {
  const {line, col} = lines.linePos(offset);
  return `${path}:${line}:${col}`;
};

/** Where the key stands, or else the deepest of its parents that is there. */
const offsetOf = (document: Document, keys: Path): number => {
  let offset = 0;
  let node: unknown = document.contents;
  for (const key of keys) {
    const pair =
      isMap(node) && node.items.find(({key: own}) => isScalar(own) && String(own.value) === String(key));
    if (!isPair(pair) || !isScalar(pair.key)) break;
    offset = pair.key.range?.[0] ?? offset;
    node = pair.value;
  }
  return offset;
};

const argumentPlace: Place = ([name]) =>
  name === undefined ? 'countablePipeline(…)' : `countablePipeline(${String(name)}: …)`;

const checked = <T extends object>(value: unknown, schema: core.$ZodType<T>, place: Place): T => {
  refuseNul(value, [], place);
  const result = (
    schema as core.$ZodType<T> & {safeParse(value: unknown): core.util.SafeParseResult<T>}
  ).safeParse(value);
  if (result.success) return result.data;
  throw problem(result.error.issues[0] as core.$ZodIssue, place);
};

/** No program and no file can be given one. */
const refuseNul = (value: unknown, path: Path, place: Place): void => {
  if (typeof value === 'string' && value.includes('\0'))
    throw new UserError('BAD_SETTING', `${path.join('.')}: must not have a NUL in it.`, {where: place(path)});
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    refuseNul(key, path, place);
    refuseNul(inner, [...path, key], place);
  }
};

const problem = (issue: core.$ZodIssue, place: Place): UserError => {
  if (issue.code === 'invalid_union') {
    const deepest = issue.errors
      .flat()
      .find(inner => inner.code === 'unrecognized_keys' || inner.path.length > 0);
    if (deepest) return problem({...deepest, path: [...issue.path, ...deepest.path]}, place);
  }
  if (issue.code !== 'unrecognized_keys') {
    const name = issue.path.join('.') || 'the file';
    return new UserError('BAD_SETTING', `${name}: ${issue.message}.`, {where: place(issue.path)});
  }
  const [key = ''] = issue.keys;
  const near = suggestion(key, keysAt(issue.path));
  return new UserError('UNKNOWN_SETTING', `There is no setting ${[...issue.path, key].join('.')}.`, {
    where: place([...issue.path, key]),
    ...(near !== undefined && {remedy: `Did you mean ${[...issue.path, near].join('.')}?`}),
  });
};

/** The names that a settings object at this path may have. */
const keysAt = (path: Path): string[] => {
  let schema: core.$ZodType | undefined = settingsSchema;
  for (const key of path) schema = objectOf(schema)?._zod.def.shape[String(key)];
  return Object.keys(objectOf(schema)?._zod.def.shape ?? {});
};

const objectOf = (schema: core.$ZodType | undefined): core.$ZodObject | undefined => {
  const def = (schema as core.$ZodTypes | undefined)?._zod.def;
  if (def?.type === 'object') return schema as core.$ZodObject;
  if (def?.type === 'optional') return objectOf(def.innerType);
  if (def?.type === 'union') return def.options.map(objectOf).find(Boolean);
  return undefined;
};

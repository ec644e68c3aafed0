import {isMap, isPair, isScalar, LineCounter, visit, type Document} from 'yaml';
import type * as core from 'zod/v4/core';
import {dataOf, parseYaml} from '../outside/yaml.ts';
import {together} from '../project/findings.ts';
import {messageOf, UserError} from '../errors/userError.ts';
import {suggestion} from '../text/suggestion.ts';
import {organisationSchema, settingsSchema} from '../settings/schema.ts';

export interface SettingsFile {
  /** As shown in errors. */
  path: string;
  text: string;
}

type Path = readonly PropertyKey[];
type Place = (path: Path) => string;

/** Settings of a file. Throws UNKNOWN_SETTING or BAD_SETTING, naming file and line. */
export const fromYaml = <T extends object>(file: SettingsFile, schema: core.$ZodType<T>): T =>
  readable(file.path, () => settingsIn(file, schema));

/** Where the file says it, or else the deepest part of it. */
export const placeIn = ({path, text}: SettingsFile, keys: Path): string => {
  const lines = new LineCounter();
  const [document] = parseYaml(text, {lines});
  return document === undefined ? path : placeOf(path, lines, offsetOf(document, keys));
};

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
  namesAsWritten(document);
  const place: Place = keys => placeOf(path, lines, offsetOf(document, keys));
  return checked(dataOf(document) ?? {}, schema, place);
};

/** `countable.yml:2:3`, where the file says this of a setting; undefined where something else says it. */
export const placeOfSetting = (
  {path, text}: SettingsFile,
  keys: Path,
  value: unknown,
): string | undefined => {
  const lines = new LineCounter();
  const [document] = parseYaml(text, {lines});
  namesAsWritten(document);
  return document.getIn(keys) === value ? placeOf(path, lines, offsetOf(document, keys)) : undefined;
};

/** YAML reads the branch `1.10` as the number 1.1, and `on` or `0x10` as other things yet: a name is what was written. */
const namesAsWritten = (document: Document): void => {
  visit(document, {
    Pair(_, {key}) {
      if (isScalar(key) && typeof key.value !== 'string') key.value = key.source ?? String(key.value);
    },
  });
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

/** Settings that are arguments. Throws as `fromYaml`. */
export const fromArguments = <T extends object>(
  options: Readonly<Record<string, unknown>>,
  schema: core.$ZodType<T>,
): T => readable(argumentPlace([]), () => checked(options, schema, argumentPlace));

export const argumentPlace: Place = ([name]) =>
  name === undefined ? 'countablePipeline(…)' : `countablePipeline(${String(name)}: …)`;

const checked = <T extends object>(value: unknown, schema: core.$ZodType<T>, place: Place): T => {
  refuseNul(value, [], place);
  const result = (
    schema as core.$ZodType<T> & {safeParse(value: unknown): core.util.SafeParseResult<T>}
  ).safeParse(value);
  if (result.success) return result.data;
  const said = {schema, place};
  const found = result.error.issues.slice(0, MOST_TOLD).flatMap(issue => problems(issue, said));
  throw together(found.slice(0, MOST_TOLD));
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

/** Who has more than that wrong has another file in mind. */
const MOST_TOLD = 10;

/** Who says it where: a repository and an organisation may not say the same. */
interface Saying {
  schema: core.$ZodType;
  place: Place;
}

/** Of several unknown settings each is one. */
const problems = (issue: core.$ZodIssue, said: Saying): UserError[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.slice(0, MOST_TOLD).map(key => problem({...issue, keys: [key]}, said))
    : [problem(issue, said)];

/** What has words of its own says them; of a map or a list its kind says enough. */
const wordsOf = (issue: core.$ZodIssue, schema: core.$ZodType): string => {
  if (issue.code !== 'invalid_type' || !KINDS.has(issue.expected)) return issue.message;
  const keys = keysAt(schema, issue.path);
  if (issue.expected === 'array') return 'must be a list';
  return keys.length > 0 ? `must be a map of ${keys.join(', ')}` : 'must be a map';
};

const KINDS: ReadonlySet<string> = new Set(['object', 'record', 'array']);

const problem = (issue: core.$ZodIssue, said: Saying): UserError => {
  const {schema, place} = said;
  if (issue.code === 'invalid_union') {
    const deepest = issue.errors
      .flat()
      .find(inner => inner.code === 'unrecognized_keys' || inner.path.length > 0);
    if (deepest) return problem({...deepest, path: [...issue.path, ...deepest.path]}, said);
  }
  if (issue.code !== 'unrecognized_keys') {
    const name = issue.path.join('.') || 'the file';
    return new UserError('BAD_SETTING', `${name}: ${wordsOf(issue, schema)}.`, {where: place(issue.path)});
  }
  const [key = ''] = issue.keys;
  if (othersKeys(schema, issue.path).includes(key)) return reserved([...issue.path, key], said);
  const near = suggestion(key, keysAt(schema, issue.path));
  return new UserError('UNKNOWN_SETTING', `There is no setting ${[...issue.path, key].join('.')}.`, {
    where: place([...issue.path, key]),
    ...(near !== undefined && {remedy: `Did you mean ${[...issue.path, near].join('.')}?`}),
  });
};

const othersKeys = (schema: core.$ZodType, path: Path): string[] =>
  keysAt(schema === organisationSchema ? settingsSchema : organisationSchema, path);

const reserved = (path: Path, {schema, place}: Saying): UserError =>
  schema === organisationSchema
    ? new UserError(
        'BAD_SETTING',
        `${path.join('.')} is for a repository to say, not for the organisation.`,
        {
          where: place(path),
          remedy:
            'Take it out of the file that COUNTABLE_CONFIG names; it belongs into countable.yml of the repository.',
        },
      )
    : new UserError(
        'BAD_SETTING',
        `${path.join('.')} is for the organisation to say, not for a repository.`,
        {
          where: place(path),
          remedy: 'Take it out of the repository; it belongs into the file that COUNTABLE_CONFIG names.',
        },
      );

/** The names that an object at this path of a schema may have. */
const keysAt = (root: core.$ZodType, path: Path): string[] => {
  let schema: core.$ZodType | undefined = root;
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

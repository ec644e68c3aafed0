import {stringify} from 'yaml';
import * as z from 'zod/mini';
import {organisationSchema, settingsSchema} from '../src/settings/schema.ts';
import {fenced, plain, table} from './markdown.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** For editors that check YAML while it is written. */
export const settingsJsonSchema = (): JsonSchema => z.toJSONSchema(settingsSchema, {io: 'input'});

export const settingsPage = (): string => {
  const own = new Map(propertiesOf(settingsJsonSchema()));
  const organisation = propertiesOf(z.toJSONSchema(organisationSchema, {io: 'input'}));
  const settings = new Map([...own, ...organisation]);
  return `# Settings

None has to be set. Each can stand in \`countable.yml\` at the root of a repository, or be a named argument of
\`countablePipeline(...)\`, which counts more:

${fenced('groovy', "countablePipeline(name: 'shop', timeouts: [test: 60])")}

The file named by \`COUNTABLE_CONFIG\` sets ${sentence(organisation.map(([name]) => name))} for all projects of an organisation. A project's own
count more, but for what a repository has no say in: settings marked _organisation_; \`deployRoot\` and \`agents.prod\` where the
organisation sets them; \`jenkins.production: separate\`; and which branches deploy to production, where the organisation
sets \`branches\`: there a project can take branches away, and add none.
Editors check \`countable.yml\` with [countable.schema.json](countable.schema.json).

${[...settings].map(([name, schema]) => section({name, schema, own: own.get(name)})).join('\n\n')}
`;
};

interface Setting {
  name: string;
  schema: JsonSchema;
  /** What a repository may say of it. */
  own: JsonSchema | undefined;
}

const section = ({name, schema, own}: Setting): string => {
  const ofProject = new Set(propertiesOf(own ?? {}).map(([key]) => key));
  const inner = propertiesOf(schema).map(([key, value]) => [
    `\`${name}.${key}\`${own === undefined || ofProject.has(key) ? '' : ' _organisation_'}`,
    takes(value),
    plain(value.description ?? ''),
  ]);
  const examples = (schema.examples ?? []) as unknown[];
  return [
    `## ${name}`,
    `${own === undefined ? '_Organisation._ ' : ''}${plain(schema.description ?? '')} Takes ${takes(schema)}.`,
    ...(inner.length > 0 ? [table(['setting', 'takes', ''], inner)] : []),
    ...examples.map(example => fenced('yaml', stringify({[name]: example}))),
  ].join('\n\n');
};

const propertiesOf = ({properties = {}, anyOf = []}: JsonSchema): [string, JsonSchema][] => [
  ...(Object.entries(properties) as [string, JsonSchema][]),
  ...anyOf.flatMap(option => propertiesOf(option as JsonSchema)),
];

/** What may be written there, in a few words. */
const takes = (schema: JsonSchema): string => {
  if (schema.anyOf) return schema.anyOf.map(option => takes(option as JsonSchema)).join(' or ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum) return schema.enum.map(value => `\`${String(value)}\``).join(' or ');
  if (schema.type === 'array') return `a list of ${ofEach(schema)}`;
  if (schema.type === 'object') return schema.properties ? 'a map' : `a map of names to ${many(schema)}`;
  const names = {
    string: 'a text',
    number: 'a number',
    integer: 'a whole number',
    boolean: '`true` or `false`',
  };
  return names[schema.type as keyof typeof names];
};

const ofEach = ({items = {}}: JsonSchema): string => {
  const options = (items as JsonSchema).anyOf ?? [items];
  const isMap = (options as JsonSchema[]).map(({type}) => type === 'object');
  return isMap.every(Boolean) ? 'maps' : isMap.some(Boolean) ? 'texts or maps' : 'texts';
};

const many = ({additionalProperties: values}: JsonSchema): string =>
  typeof values === 'object' && values.type === 'array' ? 'lists of texts' : 'texts';

const sentence = (names: readonly string[]): string =>
  `${names
    .slice(0, -1)
    .map(name => `\`${name}\``)
    .join(', ')} and \`${names.at(-1)}\``;

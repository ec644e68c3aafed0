import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {Compose} from '../../../ts-helpers/src/outside/compose.ts';
import type {
  ComposeModel,
  ComposeProject,
  ComposeResource,
  UnnamedProject,
} from '../../../ts-helpers/src/compose/model.ts';
import {readEnvFile} from '../../../ts-helpers/src/compose/envFile.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {type Raw, serviceOf} from './fields.ts';
import {interpolatedIn, type Variables} from './interpolate.ts';
import {merged, parsedFile} from './merge.ts';

/** The model of compose files, as much of it as tests write. Held to the real one by test/contract/composeConfig.ts. */
export const configOf = (project: UnnamedProject): Awaited<ReturnType<Compose['config']>> => {
  const {model, unset} = readModel(project);
  // What is printed may be read again, where a `$` begins a variable.
  return {model: JSON.parse(JSON.stringify(model).replaceAll('$', '$$$$')) as ComposeModel, unset};
};

/** What services are started with. */
export const readModel = (
  project: UnnamedProject,
  {hasEnvFiles = true} = {},
): {model: ComposeModel; unset: string[]} => {
  const {directory, files} = project;
  const unset = new Set<string>();
  const variables = {value: valuesOf(project), onUnset: (variable: string) => void unset.add(variable)};
  const texts = files.map(file => interpolatedIn(parsedFile(readFileSync(file, 'utf8')), variables));
  const whole = texts.reduce<Raw>((base, over) => merged(base, over) as Raw, {});
  const name = project.name ?? nameOf(whole, directory, variables.value);
  const refuse = (message: string): never => {
    throw new UserError('COMPOSE_INVALID', message, {where: files.join(', ')});
  };
  const around = {
    directory,
    value: variables.value,
    read: (file: string) => (hasEnvFiles ? envFile(file, refuse) : {}),
  };
  const services = Object.fromEntries(
    Object.entries((whole['services'] ?? {}) as Record<string, Raw>)
      .filter(([, {profiles}]) => profiles === undefined)
      .map(([service, raw]) => [service, serviceOf(service, {networks: {default: null}, ...raw}, around)]),
  );
  for (const [service, {image, build, depends_on: others = {}}] of Object.entries(services)) {
    if (image === undefined && build === undefined)
      refuse(
        `service "${service}" has neither an image nor a build context specified: invalid compose project`,
      );
    for (const other of Object.keys(others))
      if (!(other in services))
        refuse(`service "${service}" depends on undefined service "${other}": invalid compose project`);
  }
  const resources = (kind: string) => resourcesOf((whole[kind] ?? {}) as Resources, {name, directory});
  const model: ComposeModel = {
    name,
    services,
    networks: resourcesOf({default: null, ...(whole['networks'] as Resources)}, {name, directory}),
    ...('volumes' in whole && {volumes: resources('volumes')}),
    ...('secrets' in whole && {secrets: resources('secrets')}),
    ...('configs' in whole && {configs: resources('configs')}),
  };
  return {model, unset: [...unset]};
};

/** Those that the merged files use. */
export const variablesOf = ({files}: ComposeProject): string[] => {
  const texts = files.map(file => parsedFile(readFileSync(file, 'utf8')));
  const {services, ...rest} = texts.reduce<Raw>((base, over) => merged(base, over) as Raw, {});
  const active = Object.values(services as Record<string, Raw>).filter(
    ({profiles}) => profiles === undefined,
  );
  const text = JSON.stringify([active, rest]).replaceAll('$$', '');
  return [...new Set([...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(match => match[1] ?? ''))];
};

/** As Compose reads texts in a file of the project. */
export const interpolateFor = (project: ComposeProject, texts: readonly string[]): string[] =>
  interpolatedIn([...texts], {value: valuesOf(project), onUnset: () => undefined});

/** What Compose calls a project that is given no name. */
const nameOf = (whole: Raw, directory: string, value: Variables['value']): string => {
  const said = value('COMPOSE_PROJECT_NAME') ?? (whole['name'] as string | undefined);
  const folder = path.basename(directory).toLowerCase();
  return said ?? folder.replace(/[^a-z0-9_-]/g, '').replace(/^[_-]+/, '');
};

type Resources = Record<string, ComposeResource | null>;

const resourcesOf = (
  resources: Resources,
  {name, directory}: {name: string; directory: string},
): Record<string, ComposeResource> =>
  Object.fromEntries(
    Object.entries(resources).map(([key, resource]) => [
      key,
      {
        name: resource?.external ? key : `${name}_${key}`,
        ...resource,
        ...(resource?.file !== undefined && {file: path.resolve(directory, resource.file)}),
      },
    ]),
  );

/** The environment of this process is not looked at: what tests know, they say. */
const valuesOf = ({directory, envFiles, variables}: UnnamedProject): Variables['value'] => {
  const files = envFiles ?? [path.join(directory, '.env')].filter(existsSync);
  const known: Record<string, string> = Object.assign({}, ...files.map(file => entriesOf(file)), variables);
  return name => known[name];
};

const envFile = (file: string, refuse: (message: string) => never): Record<string, string> =>
  existsSync(file)
    ? entriesOf(file)
    : refuse(`env file ${file} not found: stat ${file}: no such file or directory`);

const entriesOf = (file: string): Record<string, string> =>
  Object.fromEntries(readEnvFile(readFileSync(file, 'utf8')).entries.map(({name, value}) => [name, value]));

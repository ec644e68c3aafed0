import {UserError} from '../errors.ts';
import type {ComposeModel, ComposePort} from './compose.ts';
import {PRODUCTION} from './conventions.ts';
import {isDatabase} from './database.ts';
import {lineOf} from './sourcePlaces.ts';

/** What a compose file says before Compose merges it: with the lines that the merged model has lost. */
export interface ComposeSource {
  /** As shown in errors. */
  file: string;
  ports: SourcePort[];
  /** Every `${NAME}` and `$NAME`, with or without a default. */
  variables: {name: string; line: number}[];
  places: SourcePlace[];
  reads: SourceRead[];
  /** Line of something that readers of YAML do not agree about, so that Compose may see more than was seen here. */
  doubtful?: number;
}

/** Where something of the file stands. */
export interface SourcePlace {
  path: readonly string[];
  line: number;
  /** What it says, where it is no map and no list. */
  text?: string;
}

/** Files that Compose reads because of this one, as they were written. */
export interface SourceRead {
  kind: 'env_file' | 'label_file' | 'extends' | 'include';
  line: number;
  files: readonly string[];
  /** Of an `include`: what the paths in it may be relative to, besides its own folder. */
  directories: readonly string[];
}

/** A `ports:` entry as it was written. */
export interface SourcePort {
  service: string;
  line: number;
  /** Host port, range or variable, as it was written. */
  published?: string;
  /** Container port, when it is written out. */
  target?: string;
  protocol: string;
  /** The list is tagged `!override` or `!reset`: it does not add up with the file before. */
  replaces: boolean;
}

/** Traps that can be seen in the files alone: impossible ports, and lists that add up. Throws the first. */
export const checkSources = (sources: readonly ComposeSource[]): void => {
  for (const {file, ports} of sources) {
    const impossible = ports.find(({published = ''}) => /^\d/.test(published) && !isPossible(published));
    if (impossible) throw impossiblePort(impossible.published ?? '', `${file}:${impossible.line}`);
  }
  sources.forEach((source, index) => {
    for (const port of source.ports) checkAddsUp(port, source, sources.slice(0, index));
  });
};

/** Traps that show once Compose has merged the files. Throws the first. */
export const checkModel = (
  merged: {model: ComposeModel; unset: readonly string[]},
  sources: readonly ComposeSource[],
  environment: string,
): void => {
  const [missing] = merged.unset;
  if (missing !== undefined) throw missingVariables(merged.unset, sources);
  for (const [name, service] of Object.entries(merged.model.services)) {
    if (name.startsWith('-')) throw unsafeName(name, sources);
    for (const port of service.ports ?? []) {
      const where = placeOf(name, port, sources);
      if (port.published !== undefined && !isPossible(port.published))
        throw impossiblePort(port.published, where);
      if (environment === PRODUCTION && isDatabase(service, port) && isPublic(port)) {
        const message = `The service ${name} publishes its database port ${port.target} in production.`;
        throw new UserError('DATABASE_PORT_PUBLISHED', message, {where});
      }
    }
  }
};

/** Compose takes it for a service, but in an argument list for an option. */
const unsafeName = (name: string, sources: readonly ComposeSource[]): UserError =>
  new UserError('UNSAFE_NAME', `A service cannot be called ${name}.`, {
    where: lineOf(sources, ['services', name]),
    remedy: 'Begin its name with a letter or digit.',
  });

/**
 * What Compose itself had against the files, told as the project knows them: Compose read them in `folder`, and stops
 * at the first variable that a file demands with `${NAME:?}`.
 */
export const composeRefusal = (
  refusal: UserError,
  folder: string,
  sources: readonly ComposeSource[],
): UserError => {
  const message = refusal.message.replaceAll(`${folder}/`, '');
  const [, name, demand] = message.match(/required variable (\S+) is missing a value(?:: (.+))?/) ?? [];
  if (name !== undefined) return missingVariables([name], sources, demand);
  const [, file] = message.match(/^validating (.+?): /) ?? [];
  return new UserError(refusal.code, message, {
    where: file ?? sources.map(source => source.file).join(', '),
    cause: refusal,
  });
};

const isPossible = (published: string): boolean =>
  published.split('-').every(port => /^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535);

const impossiblePort = (published: string, where: string): UserError =>
  new UserError('PORT_IMPOSSIBLE', `The published port ${published} is not between 1 and 65535.`, {where});

const checkAddsUp = (port: SourcePort, source: ComposeSource, before: readonly ComposeSource[]): void => {
  if (port.replaces || port.target === undefined) return;
  for (const earlier of before) {
    const twin = earlier.ports.find(
      other =>
        other.service === port.service &&
        other.target === port.target &&
        other.protocol === port.protocol &&
        other.published !== port.published,
    );
    if (!twin) continue;
    const message = `The service ${port.service} would publish its port ${port.target} twice: ${earlier.file} and ${source.file} both list it, and Compose adds the lists up.`;
    throw new UserError('PORTS_CONCATENATED', message, {
      where: `${source.file}:${port.line} and ${earlier.file}:${twin.line}`,
    });
  }
};

const missingVariables = (
  names: readonly string[],
  sources: readonly ComposeSource[],
  demand?: string,
): UserError => {
  const sorted = [...names].sort();
  const sentence =
    sorted.length === 1
      ? `The variable ${sorted[0]} has no value${demand === undefined ? '' : `: ${demand}`}.`
      : `The variables ${sorted.join(', ')} have no value.`;
  const where = sources
    .flatMap(({file, variables}) =>
      variables.filter(({name}) => names.includes(name)).map(({line}) => `${file}:${line}`),
    )
    .join(', ');
  return new UserError('MISSING_VARIABLE', sentence, where === '' ? {} : {where});
};

const placeOf = (
  service: string,
  {published, target}: ComposePort,
  sources: readonly ComposeSource[],
): string => {
  for (const {file, ports} of [...sources].reverse()) {
    const own = ports.filter(port => port.service === service);
    const exact =
      own.find(port => port.published === published) ?? own.find(port => port.target === String(target));
    if (exact) return `${file}:${exact.line}`;
  }
  return `service ${service}`;
};

const isPublic = ({host_ip}: ComposePort): boolean => host_ip === undefined || !/^(127\.|::1$)/.test(host_ip);

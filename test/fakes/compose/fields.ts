import path from 'node:path';
import type {ComposeMount, ComposePort, ComposeService} from '../../../ts-helpers/src/compose/model.ts';

export type Raw = Record<string, unknown>;

interface Around {
  directory: string;
  read(file: string): Record<string, string>;
  value(name: string): string | undefined;
}

type Field = (value: unknown, around: Around) => unknown;

const asIs: Field = value => value;
const text: Field = String;

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

const pairs = (value: unknown, {value: valueOf}: Around): Record<string, string | null> =>
  Array.isArray(value)
    ? Object.fromEntries(
        value.map(entry => {
          const [name = '', ...rest] = String(entry).split('=');
          return [name, rest.length > 0 ? rest.join('=') : (valueOf(name) ?? null)];
        }),
      )
    : Object.fromEntries(
        Object.entries(value as Raw).map(([name, given]) => [
          name,
          given === null ? (valueOf(name) ?? null) : String(given),
        ]),
      );

/** `[[address:]published:]target[/protocol]` */
const portOf = (value: unknown): ComposePort => {
  if (typeof value === 'object') return {protocol: 'tcp', ...(value as ComposePort)};
  const [ports = '', protocol = 'tcp'] = String(value).split('/');
  const [target = '', published, address] = ports.split(':').reverse();
  return {
    target: Number(target),
    protocol,
    ...(published !== undefined && {published}),
    ...(address !== undefined && {host_ip: address}),
  };
};

/** `source:target[:ro]`, or a volume without a name. */
const mountOf = (value: unknown, {directory}: Around): ComposeMount => {
  if (typeof value === 'object') {
    const mount = value as ComposeMount;
    return mount.type === 'bind' ? {...mount, source: path.resolve(directory, mount.source ?? '')} : mount;
  }
  const [first = '', target, mode] = String(value).split(':');
  if (target === undefined) return {type: 'volume', target: first};
  const isBind = /^[./~]/.test(first);
  return {
    type: isBind ? 'bind' : 'volume',
    source: isBind ? path.resolve(directory, first) : first,
    target,
    ...(mode === 'ro' && {read_only: true}),
    ...(isBind && {bind: {create_host_path: true}}),
  };
};

const buildOf: Field = (value, {directory}) => {
  const build = typeof value === 'string' ? {context: value} : (value as Raw);
  const context = path.resolve(directory, String(build['context'] ?? '.'));
  return {dockerfile: 'Dockerfile', ...build, context};
};

const dependsOn: Field = value =>
  Array.isArray(value)
    ? Object.fromEntries(value.map(name => [String(name), {condition: 'service_started', required: true}]))
    : Object.fromEntries(
        Object.entries(value as Record<string, Raw>).map(([name, said]) => [name, {required: true, ...said}]),
      );

const named: Field = value => listOf(value).map(source => ({source}));

/** Words of a shell without quotes. */
const words: Field = value => (Array.isArray(value) ? value.map(String) : String(value).split(' '));

/** The fields of a service that the fake reads. Another one is an error of the test, and said so. */
const FIELDS: Record<string, Field> = {
  image: text,
  build: buildOf,
  ports: value => (value as unknown[]).map(portOf),
  volumes: (value, around) => (value as unknown[]).map(one => mountOf(one, around)),
  environment: pairs,
  labels: pairs,
  depends_on: dependsOn,
  secrets: named,
  configs: named,
  command: words,
  entrypoint: words,
  restart: text,
  container_name: text,
  pull_policy: text,
  working_dir: text,
  user: text,
  tmpfs: listOf,
  network_mode: text,
  profiles: asIs,
  develop: asIs,
  healthcheck: asIs,
  deploy: asIs,
  scale: asIs,
  networks: asIs,
  logging: asIs,
  links: listOf,
};

export const serviceOf = (name: string, {env_file: files, ...raw}: Raw, around: Around): ComposeService => {
  const service: Raw = {};
  for (const [key, value] of Object.entries(raw)) {
    const field = FIELDS[key];
    if (field === undefined) throw new Error(`The fake Compose does not know ${key} of ${name}.`);
    if (value !== null && value !== undefined) service[key] = field(value, around);
  }
  if (files === undefined) return service as ComposeService;
  const ofFiles = listOf(files).map(file => around.read(path.resolve(around.directory, file)));
  const own = (service['environment'] ?? {}) as Record<string, string | null>;
  return {...(service as ComposeService), environment: Object.assign({}, ...ofFiles, own) as typeof own};
};

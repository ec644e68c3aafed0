import type {BuildIdentity} from '../../result/buildIdentity.ts';
import type {ComposeModel, ComposeService} from '../../compose/model.ts';

/**
 * Words of a merged model that logs are full of and that are never hidden: names of the project, its services, networks and
 * volumes, images, users, hosts, ports, and the values of variables that name such things.
 */
export const wordsOfModel = ({name, services, volumes = {}, networks = {}}: ComposeModel): string[] => [
  ...new Set(
    [
      name,
      ...[volumes, networks].flatMap(kind =>
        Object.entries(kind).flatMap(([key, value]) => [key, value?.name ?? '']),
      ),
      ...Object.entries(services).flatMap(([key, service]) => [key, ...wordsOfService(service)]),
    ].flatMap(parts),
  ),
];

/** The same of a build: what is built, where from, and by what. */
export const wordsOfBuild = ({project, branch, environment, job = ''}: BuildIdentity): string[] => [
  ...parts(project),
  ...[branch ?? '', environment ?? '', job].flatMap(name => [name, ...name.split('/')]),
];

/** The same of folders and names of this machine. */
export const wordsOfNames = (...names: readonly string[]): string[] => names.flatMap(parts);

const wordsOfService = (service: ComposeService): string[] => [
  ...['container_name', 'hostname', 'domainname', 'user', 'image'].map(key => textOf(service[key])),
  ...(service.ports ?? []).flatMap(({target, published = ''}) => [String(target), published]),
  ...(service.volumes ?? []).flatMap(({source = '', target}) => [source, target]),
  ...(service.build ? [textOf(service.build['target'])] : []),
  ...Object.entries(service.environment ?? {}).flatMap(([key, value]) => namedBy(key, value ?? '')),
];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What such a variable has is the name of something. */
const NAMES =
  /(?:^|_)(?:USER|USERNAME|LOGIN|NAME|DB|DATABASE|HOST|HOSTNAME|HOSTS|SERVER|DOMAIN|PORT|SCHEMA|BUCKET|REGION|ENV|ENVIRONMENT|MODE|LEVEL|EMAIL|FROM|ORG|PROJECT|SERVICE|LOCALE|LANG|TZ|TIMEZONE)$/i;
const LONGEST_NAME = 60;
/** User and host of an address; its password is no word. */
const ADDRESS =
  /^[a-z][a-z\d+.-]{1,30}:\/\/(?:(?<user>[^\s:@/]*)(?::[^\s@/]*)?@)?(?<host>[^\s:/?#@]+)(?::(?<port>\d+))?/i;

const namedBy = (variable: string, value: string): string[] => {
  const {user = '', host = '', port = ''} = ADDRESS.exec(value)?.groups ?? {};
  if (host !== '') return [looksLikeName(user) ? user : '', host, port];
  return NAMES.test(variable) && looksLikeName(value) ? [value, ...value.split(/[,;\s]+/)] : [];
};

/** A token may stand in a user's place. */
const looksLikeName = (value: string): boolean =>
  value.length <= LONGEST_NAME && !/\d{4,}|[a-z]\d[a-z]|[A-Z]\d[A-Z]/.test(value);

/** A name is made of names: `registry.example.org/team/shop:1.2`, `shop-stage_data`. */
const parts = (name: string): string[] =>
  [name, ...name.split(/[\s/:@,]+/), ...name.split(/[\s/:@,._-]+/)].filter(part => part !== '');

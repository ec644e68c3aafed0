import type {ComposePort, ComposeService} from './model.ts';

/** Whether what answers at a port of the service is a database of an engine we know. */
export const isDatabase = (service: ComposeService, {target}: Pick<ComposePort, 'target'>): boolean =>
  DATABASE_PORTS.includes(target) || runsDatabase(service);

/** The same of the service itself, by its image. */
export const runsDatabase = ({image}: ComposeService): boolean => engineWord(image, ENGINES) !== undefined;

/** The word of these for which an image is called: it runs that, and does not only show or measure one. */
export const engineWord = (image: string | undefined, engines: readonly string[]): string | undefined => {
  const [name = ''] = image?.split('/').at(-1)?.split(/[:@]/, 1) ?? [];
  const words = name.split(/[-_.]/);
  const engine = words.findIndex(word => engines.includes(word));
  const isOne =
    engine !== -1 && words.slice(engine + 1).every(word => FLAVOURS.includes(word) || /^\d+$/.test(word));
  return isOne ? words[engine] : undefined;
};

/** Words that images of engines have in their names, whatever registry or flavour: `postgis/postgis`, `bitnami/mysql`. */
const ENGINES = [
  'postgres',
  'postgresql',
  'postgis',
  'pgbouncer',
  'mysql',
  'mariadb',
  'mongo',
  'mongodb',
  'redis',
  'valkey',
  'oracle',
];
/** And what may follow: others speak of what only shows, measures or keeps one, as mongo-express and postgres-exporter do. */
const FLAVOURS = [
  'alpine',
  'cluster',
  'community',
  'debian',
  'enterprise',
  'free',
  'galera',
  'ha',
  'patroni',
  'pgvector',
  'primary',
  'replica',
  'repmgr',
  'sentinel',
  'server',
  'sharded',
  'stack',
  'standalone',
  'timescale',
  'xe',
];
const DATABASE_PORTS = [1521, 3306, 5432, 6379, 6432, 27_017];

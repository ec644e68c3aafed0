import type {ComposePort, ComposeService} from './compose.ts';

/** Whether what answers at a port of the service is a database of an engine we know, and no program that shows or measures one. */
export const isDatabase = ({image}: ComposeService, {target}: Pick<ComposePort, 'target'>): boolean => {
  if (DATABASE_PORTS.includes(target)) return true;
  const [name = ''] = image?.split('/').at(-1)?.split(/[:@]/, 1) ?? [];
  const words = name.split(/[-_.]/);
  return words.some(word => ENGINES.includes(word)) && !words.some(word => BESIDES.includes(word));
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
/** And words of what only speaks to one: mongo-express, postgres-exporter, redis-commander. */
const BESIDES = [
  'admin',
  'adminer',
  'api',
  'backup',
  'browser',
  'client',
  'commander',
  'dashboard',
  'explorer',
  'exporter',
  'express',
  'gui',
  'insight',
  'manager',
  'metrics',
  'rest',
  'ui',
  'view',
  'viewer',
  'web',
  'webui',
  'workbench',
];
const DATABASE_PORTS = [1521, 3306, 5432, 6379, 6432, 27_017];

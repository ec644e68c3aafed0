import type {EngineKind} from './manifest.ts';

/** Engines of services whose own tool dumps and restores them. */
export const DUMPED: Readonly<Record<string, EngineKind>> = {
  postgres: 'postgres',
  mysql: 'mysql',
  mariadb: 'mysql',
  mongo: 'mongo',
};

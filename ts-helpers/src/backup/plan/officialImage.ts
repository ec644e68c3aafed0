import type {EngineKind} from '../../archive/manifest.ts';
import {engineOf, seriesOf} from '../../compose/engine.ts';

/** Repositories of the official images, of which any can ask a server for its version. */
export const OFFICIAL: Readonly<Record<EngineKind, readonly string[]>> = {
  postgres: ['postgres'],
  mysql: ['mariadb', 'mysql'],
  mongo: ['mongo'],
};

/** The one whose tools are of a server's own version: `postgres:15` for 15.4. */
export const officialImage = (kind: EngineKind, version: string): string => {
  const repository = kind === 'mysql' ? (/mariadb/i.test(version) ? 'mariadb' : 'mysql') : kind;
  const numbers = /^\d+(?:\.\d+)*/.exec(version)?.[0] ?? '';
  const engine = engineOf(repository);
  const tag = engine === undefined || numbers === '' ? 'latest' : seriesOf(engine, numbers).is;
  return `${repository}:${tag}`;
};

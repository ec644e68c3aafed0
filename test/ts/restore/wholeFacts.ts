import type {ArchiveFacts, LiveData} from '../../../ts-helpers/src/restore/plan.ts';
import {restoreFacts, STAMP} from './facts.ts';

export const DATA: LiveData = {
  folder: '/var/lib/mysql',
  elsewhere: [],
  writes: ['/var/log/mysql/error.log'],
  tie: undefined,
  port: 3306,
  mount: {source: 'shop-prod_maria', target: '/var/lib/mysql'},
  path: '/volumes/shop-prod_maria/_data',
};

export const LOADED = `_data_restoring_${STAMP}`;
export const BEFORE = `_data_before_${STAMP}`;

/** The same project with MariaDB in the place of PostgreSQL. */
export const wholeFacts = (data: Partial<LiveData> = {}, more: Partial<ArchiveFacts> = {}): ArchiveFacts => {
  const facts = restoreFacts();
  const [live] = facts.servers;
  const [stored] = facts.manifest.servers;
  return {
    ...facts,
    servers: [{...live!, kind: 'mysql', title: 'MariaDB', version: '10.11', data: {...DATA, ...data}}],
    manifest: {
      ...facts.manifest,
      files: [],
      servers: [
        {
          ...stored!,
          kind: 'mysql',
          version: '10.11',
          roles: {member: 'servers/db/roles', names: ['root@localhost'], bytes: 9},
          databases: stored!.databases.filter(({name}) => name === 'shop'),
        },
      ],
    },
    ...more,
  };
};

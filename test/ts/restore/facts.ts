import type {Manifest} from '../../../ts-helpers/src/archive/manifest.ts';
import type {ArchiveFacts} from '../../../ts-helpers/src/restore/plan.ts';

export const NOW = new Date('2026-11-27T18:30:12Z');
export const STAMP = '20261127t183012z';

const database = (
  name: string,
  tables: Manifest['servers'][number]['databases'][number]['tables'] = {t: {rows: 1, bytes: 9}},
) => ({
  name,
  member: `servers/db/databases/${name}`,
  bytes: 1000,
  tables,
});

const manifest = (more: Partial<Manifest> = {}): Manifest => ({
  format: 1,
  project: 'shop',
  environment: 'prod',
  at: '2026-11-27T03:30:00Z',
  completedAt: '2026-11-27T03:31:00Z',
  compression: 'zst',
  recipients: [],
  commit: null,
  by: 'a test',
  servers: [
    {
      kind: 'postgres',
      version: '15.4',
      service: 'db',
      image: 'postgres:15',
      imageId: 'sha256:1',
      owner: 'shop',
      databases: [database('postgres', {}), database('shop')],
    },
  ],
  files: [
    {
      source: 'media',
      type: 'volume',
      services: ['web'],
      target: '/srv/media',
      member: 'files/media',
      size: 9,
      entries: 1,
      bytes: 1,
    },
  ],
  leftOut: [],
  ...more,
});

const container = (service: string) => ({
  id: `id-of-${service}`,
  name: `shop-prod-${service}-1`,
  service,
  project: 'shop-prod',
  state: 'running',
  exitCode: 0,
  outOfMemory: false,
  restarts: 0,
  startError: '',
  restartPolicy: 'always',
  startedAt: NOW,
  image: 'x',
  imageId: 'sha256:1',
  labels: {},
});

/** PostgreSQL and a volume, of a project that runs as it was backed up. */
export const restoreFacts = (more: Partial<ArchiveFacts> = {}): ArchiveFacts => ({
  project: 'shop',
  folder: '/deploys/shop-prod',
  environment: 'prod',
  composeProject: 'shop-prod',
  source: {bucket: 'backups', key: 'backups/shop/k', size: 500, at: NOW, verdict: 'proven'},
  manifest: manifest(),
  only: undefined,
  servers: [
    {
      kind: 'postgres',
      title: 'PostgreSQL',
      service: 'db',
      container: {id: 'id-of-db', image: 'postgres:15', imageId: 'sha256:1'},
      version: '15.4',
      databases: [
        {name: 'postgres', bytes: 1},
        {name: 'shop', bytes: 5000},
      ],
      closed: [],
      free: 1_000_000,
    },
  ],
  files: [
    {
      type: 'volume',
      name: 'media',
      services: ['web'],
      source: 'shop-prod_media',
      image: 'sha256:1',
      target: '/srv/media',
      path: '/volumes/shop-prod_media/_data',
    },
  ],
  model: {
    name: 'shop-prod',
    services: {
      db: {image: 'postgres:15'},
      web: {depends_on: {db: {condition: 'service_started'}}},
      worker: {environment: {DATABASE_URL: 'postgres://shop:x@db:5432/shop'}},
      mailer: {environment: {HOST: 'dbmail'}},
    },
  },
  containers: ['db', 'web', 'worker', 'mailer'].map(container),
  now: NOW,
  ...more,
});

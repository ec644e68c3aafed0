import type {PitrFacts, ServerFacts} from '../../../ts-helpers/src/pitr/plan.ts';
import type {PitrServer} from '../../../ts-helpers/src/pitr/plan/facts.ts';

const unset = {value: '', isGiven: false};

/** As an image has it that nobody has changed. */
export const server = (more: Partial<ServerFacts> = {}): ServerFacts => ({
  service: 'db',
  stanza: 'db',
  container: 'db-id',
  image: 'postgres:15',
  imageId: 'sha256:d7bae9f5ec90aa',
  mounts: [
    {type: 'volume', source: 'shop_pg', target: '/var/lib/postgresql/data', isWritable: true},
    {type: 'bind', source: '/srv/init', target: '/docker-entrypoint-initdb.d', isWritable: false},
  ],
  user: 'shop',
  port: '5432',
  dataFolder: '/var/lib/postgresql/data',
  owner: '999:999',
  elsewhere: ['/var/lib/postgresql/data/pg_wal'],
  isStandby: false,
  walLevel: 'replica',
  inForce: {
    archive_mode: {value: 'off', isGiven: false},
    archive_command: {value: '(disabled)', isGiven: false},
    archive_library: unset,
    unix_socket_directories: {value: '/var/run/postgresql', isGiven: false},
  },
  said: {
    archive_mode: undefined,
    archive_command: undefined,
    archive_library: undefined,
    unix_socket_directories: undefined,
  },
  ...more,
});

export const NOW = new Date('2026-11-27T03:30:00Z');

export const fresh: PitrServer = {
  server: server(),
  sidecar: undefined,
  lastFull: undefined,
  passphrase: {isHere: false, isKept: false, isPlain: false, hasKey: false},
};

export const pitrFacts = (more: Partial<PitrFacts> = {}): PitrFacts => ({
  composeProject: 'shop-prod',
  repository: {
    project: 'shop',
    bucket: {name: 'backups'},
    region: 'ca-central-1',
    isPassing: false,
    recipients: [],
  },
  servers: [fresh],
  ending: [],
  images: [],
  usedImages: [],
  now: NOW,
  ...more,
});

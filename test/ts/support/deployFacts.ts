import type {Container} from '../../../ts-helpers/src/compose/model.ts';
import type {DeployFacts} from '../../../ts-helpers/src/deploy/plan.ts';
import type {Release} from '../../../ts-helpers/src/project/release.ts';

export const release: Release = {
  project: 'Shop-2',
  environment: 'stage',
  repository: 'git.example.org/team/Shop-2',
  version: 'c0ffee123456',
  commit: 'c0ffee1234567890',
  branch: 'develop',
  by: 'Ada $(id) ${HOME} <ada@example.org>',
  job: 'Shop-2/develop',
  buildNumber: 12,
  at: '2026-11-23T12:00:00.000Z',
};
export const facts = (some: Partial<DeployFacts> = {}): DeployFacts => ({
  release,
  composeProject: 'shop-2-stage',
  folder: '/srv/shop-2-stage',
  fillChanges: true,
  model: {
    name: 'shop-2-stage',
    services: {web: {build: {context: '/srv/shop-2-stage/web'}}, db: {image: 'postgres:15'}},
  },
  containers: [],
  networks: [],
  volumes: [],
  proxies: [],
  dataFolders: [],
  recreates: [],
  sources: [],
  takenPorts: [],
  takenNames: [],
  owners: [],
  elsewhere: [],
  takesOver: false,
  previous: undefined,
  returnsTo: undefined,
  isReturn: false,
  kinship: 'unknown',
  probes: [],
  secrets: [],
  keptSecrets: [],
  reloaded: {},
  seeing: [],
  fingerprints: {},
  parts: {now: {}, before: undefined},
  awayLast: {},
  spare: [],
  isTracked: false,
  minutes: {deploy: 30, health: 5},
  ...some,
});
export const running = (service: string, labels: Record<string, string>): Container => ({
  id: service,
  name: `shop-2-stage-${service}-1`,
  service,
  project: 'shop-2-stage',
  state: 'running',
  exitCode: 0,
  outOfMemory: false,
  restarts: 0,
  startError: '',
  restartPolicy: 'no',
  startedAt: new Date(0),
  image: 'x',
  imageId: 'sha256:1',
  labels,
});
/** A network that is to be another. */
export const ANEW: DeployFacts['networks'] = [
  {id: '1', name: 'x_old', key: 'old', isAnother: true, changes: [], others: []},
];

import path from 'node:path';
import {createHolders} from '../../ts-helpers/src/outside/holders.ts';
import {readFileReferences} from '../../ts-helpers/src/outside/composeReferences.ts';
import type {Sentry} from '../../ts-helpers/src/sentry/service.ts';
import type {SentryCli} from '../../ts-helpers/src/sentry/sentryCli.ts';
import {createDeployFolder, type DeployFolder} from '../../ts-helpers/src/deploy/folder.ts';
import type {DeployPlan} from '../../ts-helpers/src/deploy/plan.ts';
import {planRollback, rollback} from '../../ts-helpers/src/deploy/rollback.ts';
import {
  deploy,
  type DeployNeeds,
  type DeployOutcome,
  type PlannedDeploy,
  planOnly,
} from '../../ts-helpers/src/deploy/deploy.ts';
import type {DeployRequest} from '../../ts-helpers/src/deploy/gather/request.ts';
import type {SentrySettings} from '../../ts-helpers/src/settings/settings.ts';
import type {Held} from '../../ts-helpers/src/run/held.ts';
import type {Facts} from '../../ts-helpers/src/seam/facts.ts';
import {createFakeLocks, createFakeWaiting, type FakeLocks, type FakeWaiting} from './locks.ts';
import {createFakeDecrypting, type FakeDecrypting} from './decrypting.ts';
import {versionTag} from '../../ts-helpers/src/deploy/plan/overrides.ts';
import {onSwarm} from '../../ts-helpers/src/swarm/adapters.ts';
import {createFakeSwarm, type FakeSwarm} from './swarm.ts';
import {createMachine, gitIn, type Machine} from './machine.ts';
import {networkOf} from './network.ts';
import {createFakeSentry, type FakeSentry} from './sentry.ts';

export interface DeployGiven extends Partial<DeployRequest> {
  facts?: Facts;
  /** Of the deploys, by its name. */
  root?: string;
}

type Uploaded = Parameters<SentryCli['uploadSourceMaps']>[0];

export interface Host extends Machine {
  decrypting: FakeDecrypting;
  locks: FakeLocks;
  waiting: FakeWaiting;
  hostLocks: FakeLocks;
  /** Asked only where a deploy is tracked, and by `openSentry` there is no other. */
  sentry: FakeSentry;
  /** Asked only by a host whose target it is. */
  swarm: FakeSwarm;
  /** Source maps that were uploaded. */
  uploads: readonly Uploaded[];
  /** Who is told where a step has reached its limit; and what is said to who stops a deploy. */
  ending: {heard?: (reason: Error) => void; held?: Held};
  /** The folder that it deploys to by default. */
  folder: string;
  deploy(given?: DeployGiven): Promise<DeployOutcome>;
  plan(given?: DeployGiven): Promise<PlannedDeploy>;
  rollback(to?: string, given?: DeployGiven): Promise<DeployOutcome>;
  planRollback(to?: string): Promise<DeployPlan>;
  deployFolder(): DeployFolder;
  deployFolderOf(composeProject: string): DeployFolder;
}

/** A site with a database, for stage. */
export const SITE = {
  'docker-compose.yml': `
services:
  web:
    build: .
    ports: ["8080:80"]
    restart: unless-stopped
  db:
    image: postgres:15
    volumes: ["data:/var/lib/postgresql/data"]
volumes: {data: }
`,
  'dc.stage.yml': 'services: {web: {environment: {STAGE: "1"}}}',
  Dockerfile: 'FROM busybox',
  'index.html': '<h1>Shop</h1>',
};

/** A machine that deploys, with a project on it. */
export const createHost = async (
  files: Readonly<Record<string, string>> = SITE,
  {
    openSentry,
    isSwarm = false,
  }: {openSentry?: (settings: SentrySettings) => Promise<Sentry>; isSwarm?: boolean} = {},
): Promise<Host> => {
  const machine = await createMachine(files);
  const {engine, root, workspace, needs} = machine;
  engine.registry.add('postgres:15');
  engine.programs['db'] = {listens: [{port: 5432, isLoopback: false}]};
  let deploys = path.join(root, 'deploys');
  const decrypting = createFakeDecrypting();
  const locks = createFakeLocks();
  const hostLocks = createFakeLocks();
  const waiting = createFakeWaiting();
  const sentry = createFakeSentry();
  const uploads: Uploaded[] = [];
  const ending: Host['ending'] = {};
  const swarm = createFakeSwarm(engine);
  const target = onSwarm(needs, swarm, {
    stateOf: name => createDeployFolder(deploys, name).state,
    tagOf: (name, service, version) => versionTag(name, service, {version}),
  });
  const all: DeployNeeds = {
    ...needs,
    ...(isSwarm && target),
    ...networkOf(engine),
    decrypting,
    locks,
    waiting,
    hostLocks,
    holders: createHolders(),
    git: gitIn(workspace),
    readFileReferences,
    folderOf: (composeProject: string) => createDeployFolder(deploys, composeProject),
    loadSentryCli: () =>
      Promise.resolve({uploadSourceMaps: async (order: Uploaded) => void uploads.push(order)}),
    openSentry: openSentry ?? (() => Promise.resolve(sentry)),
    // Else what is in memory comes to its own end.
    end(reason) {
      ending.heard?.(reason);
    },
    hold(held) {
      ending.held = held;
      return () => {
        delete ending.held;
      };
    },
    afterwards: () => all,
  };
  const inRoot = async <T>(given: DeployGiven, work: (request: DeployRequest) => Promise<T>): Promise<T> => {
    deploys = path.join(root, given.root ?? 'deploys');
    return work(await requestOf(given));
  };
  const requestOf = async ({facts, root: _, ...given}: DeployGiven): Promise<DeployRequest> => ({
    project: await machine.project(facts),
    environment: 'stage',
    secretFiles: {},
    who: 'ada on this machine',
    dockerHost: '127.0.0.1',
    isTracked: false,
    takesOver: false,
    isForced: false,
    recreates: [],
    minutes: 30,
    ...given,
  });
  return {
    ...machine,
    decrypting,
    locks,
    waiting,
    hostLocks,
    sentry,
    swarm,
    uploads,
    ending,
    folder: path.join(deploys, 'shop-stage'),
    deploy: (given = {}) => inRoot(given, request => deploy(request, all)),
    plan: (given = {}) => inRoot(given, request => planOnly(request, all)),
    rollback: (to, given = {}) => inRoot(given, request => rollback(request, to, all)),
    planRollback: to => inRoot({}, request => planRollback(request, to, all)),
    deployFolder: () => all.folderOf('shop-stage'),
    deployFolderOf: all.folderOf,
  };
};

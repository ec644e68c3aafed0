import assert from 'node:assert/strict';
import {createDeployFolder} from '../../../ts-helpers/src/deploy/folder.ts';
import {
  maintain,
  type MaintenanceOutcome,
  type MaintenanceRequest,
  planOnly,
  status,
  type StatusOutcome,
} from '../../../ts-helpers/src/maintenance/maintenance.ts';
import type {MaintenancePlan, MaintenanceState} from '../../../ts-helpers/src/maintenance/plan.ts';
import {environmentsHere} from '../../../ts-helpers/src/workspace/environmentsHere.ts';
import type {Project} from '../../../ts-helpers/src/workspace/project.ts';
import type {Host} from '../../fakes/deploying.ts';
import type {FakeContainer} from '../../fakes/engine/state.ts';

export type On = MaintenanceRequest['on'];

/** The verbs of maintenance on a host. */
export interface Maintaining {
  on(on?: On): Promise<MaintenanceOutcome>;
  off(): Promise<MaintenanceOutcome>;
  status(): Promise<MaintenanceState>;
  /** Of all on the host where none is named. */
  statusOf(environment?: string): Promise<StatusOutcome>;
  /** Of `on`, or of `off` where nothing is given. */
  plan(on?: On): Promise<MaintenancePlan>;
  /** Containers with the page, whether they run or not. */
  pages(): FakeContainer[];
  /** Lines of the proxy's /etc/hosts that lead to the page. */
  held(service?: string): string[];
}

const ON = {retryAfter: 900};

/** What undoes goes by the host's own needs, whatever is given in their place. */
export const maintaining = (host: Host, docker = host.needs.docker): Maintaining => {
  const {engine, locks, hostLocks, root} = host;
  engine.registry.add('nginx:1.31');
  let project: Promise<Project> | undefined;
  const request = async (on?: On): Promise<MaintenanceRequest> => ({
    project: await (project ??= host.project()),
    environment: 'stage',
    who: 'ada on this machine',
    ...(on && {on}),
  });
  const needs = () => ({
    ...host.needs,
    docker,
    afterwards: () => ({...host.needs, afterwards: () => assert.fail('it is undone once')}),
    locks,
    hostLocks,
    folderOf: (name: string) => createDeployFolder(`${root}/deploys`, name),
  });
  const statusOf = async (environment?: string) =>
    status(
      {...(await request()), environment},
      {...needs(), environmentsHere: known => environmentsHere(known, `${root}/deploys`)},
    );
  return {
    on: async (on = ON) => maintain(await request(on), needs()),
    off: async () => maintain(await request(), needs()),
    async status() {
      const {states} = await statusOf('stage');
      const [state, ...others] = states;
      assert.ok(state);
      assert.deepEqual(others, []);
      return state;
    },
    statusOf,
    plan: async on => planOnly(await request(on), needs()),
    pages: () => engine.containers.filter(({labels}) => labels['ca.countable.maintenance'] === 'shop-stage'),
    held: (service = 'proxy') =>
      (engine.containers.find(({labels}) => labels['com.docker.compose.service'] === service)?.hosts ?? '')
        .split('\n')
        .filter(line => line.includes('while maintenance is on')),
  };
};

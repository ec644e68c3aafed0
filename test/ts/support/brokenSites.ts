import path from 'node:path';
import {statSync} from 'node:fs';
import type {DeployStep} from '../../../ts-helpers/src/deploy/plan.ts';
import {createHost, type DeployGiven, type Host, SITE} from '../../fakes/deploying.ts';
import {committing} from './commits.ts';
import {breakingSteps, type BreakingSteps} from './breakingSteps.ts';
import {maintaining} from './maintaining.ts';
import {createRollingHost, PASSING} from './rollingHost.ts';

/** A site that is brought to where a certain deploy of it comes next. */
export interface BrokenSite {
  host: Host;
  world: BreakingSteps;
  composeProject: string;
  /** Brings about what the next run is to do. */
  change(): Promise<void>;
  /** Of the run that breaks. */
  plan(): Promise<{steps: readonly DeployStep[]}>;
  run(): Promise<unknown>;
  /** The one after it, of another version where `change` makes one. */
  next(): Promise<{outcome: string}>;
  /** Nothing serves for a while: who is killed meanwhile leaves it so. */
  isAway?: true;
  /** Its services in the end, each with the state of its one container. */
  services: readonly string[];
}

type Making = () => Promise<BrokenSite>;

const PROD: DeployGiven = {environment: 'prod', isTracked: true};

const siteOf = async (
  host: Host,
  services: readonly string[],
  more: Partial<BrokenSite> & {given?: DeployGiven; commit?: ReturnType<typeof committing>} = {},
): Promise<BrokenSite> => {
  const {given = {}, commit = committing(host), ...others} = more;
  let number = 0;
  return {
    host,
    world: breakingSteps(host),
    composeProject: `shop-${given.environment ?? 'stage'}`,
    async change() {
      // No two releases are of one moment.
      host.engine.clock.advance(60_000);
      await commit({'index.html': `${(number += 1)}`});
    },
    plan: () => host.plan(given),
    run: () => host.deploy(given),
    next: () => host.deploy(given),
    services,
    ...others,
  };
};

const ROLLED = ['beat running', 'db running', 'migrate exited', 'proxy running', 'web running'];

const plain: Making = async () => {
  const host = await createHost();
  const site = await siteOf(host, ['db running', 'web running']);
  await site.change();
  await host.deploy();
  return site;
};

const first: Making = async () => siteOf(await createHost(), ['db running', 'web running']);

const unchanged: Making = async () => ({...(await plain()), change: () => Promise.resolve()});

const rolled: Making = async () => {
  const {host, commit} = await createRollingHost();
  return siteOf(host, ROLLED, {commit});
};

/** People get its page of maintenance meanwhile. */
const maintained: Making = async () => {
  const {host, commit} = await createRollingHost();
  await maintaining(host).on();
  return siteOf(host, [...ROLLED, 'maintenance running'].sort(), {commit});
};

/** A deploy of before was killed while proxies were turned. */
const pinned: Making = async () => {
  const site = await rolled();
  const {host, world, change} = site;
  // Of the roll, as proxies are turned.
  let moment = 1;
  return {
    ...site,
    async change() {
      for (let isPinned = false; !isPinned; moment += isPinned ? 0 : 1) {
        await change();
        world.breakAt(rollOf(await host.plan()), {way: 'killed', moment});
        const run = host.deploy();
        await Promise.race([world.died, run.then(() => Promise.reject(new Error('no proxy is pinned')))]);
        isPinned = host.engine.containers.some(({hosts}) => hosts.includes('countable'));
        world.mend();
      }
      await change();
    },
  };
};
const rollOf = ({steps}: {steps: readonly DeployStep[]}): string =>
  steps.find(({id}) => id.startsWith('roll '))?.does ?? '';

const orphaned: Making = async () => {
  const site = await plain();
  const {host, change} = site;
  const commit = committing(host);
  return {
    ...site,
    async change() {
      host.engine.clock.advance(60_000);
      await commit({'dc.stage.yml': 'services: {worker: {build: .}}'});
      await host.deploy();
      await commit({'dc.stage.yml': SITE['dc.stage.yml']});
      await change();
    },
  };
};

const once: Making = async () => {
  const host = await createHost({
    ...SITE,
    'dc.stage.yml': 'services: {migrate: {build: ., restart: "no"}, web: {depends_on: [migrate]}}',
  });
  host.engine.programs['migrate'] = {exits: 0, afterMs: 500};
  const site = await siteOf(host, ['db running', 'migrate exited', 'web running']);
  await site.change();
  await host.deploy();
  return site;
};

const reloaded: Making = async () => {
  const mounted = 'services: {proxy: {volumes: ["./nginx:/etc/nginx/conf.d:ro"]}}';
  const {host, commit, of} = await createRollingHost({'dc.stage.yml': mounted, 'nginx/site.conf': PASSING});
  Object.assign(of('proxy')[0]?.program.commands ?? {}, {
    get 'stat -L -c %i /etc/nginx/conf.d'() {
      return {prints: [String(statSync(path.join(host.folder, 'nginx')).ino)]};
    },
  });
  let number = 0;
  return siteOf(host, ROLLED, {
    commit,
    async change() {
      host.engine.clock.advance(60_000);
      await commit({'nginx/site.conf': `${PASSING} # ${(number += 1)}`});
    },
  });
};

/** Options of its network are others each time. */
const relinked: Making = async () => {
  const site = await plain();
  const {host, change} = site;
  const commit = committing(host);
  let isInternal = false;
  return {
    ...site,
    isAway: true,
    async change() {
      isInternal = !isInternal;
      const files = {'dc.stage.yml': `services: {}\nnetworks: {default: {internal: ${isInternal}}}`};
      await commit(files);
      await change();
    },
  };
};

const returned: Making = async () => {
  const site = await plain();
  const {host, change} = site;
  return {
    ...site,
    async change() {
      await change();
      await host.deploy();
    },
    plan: () => host.planRollback(),
    run: () => host.rollback(),
  };
};

const tracked: Making = async () => {
  const host = await createHost({
    ...SITE,
    'countable.yml': 'slack: {channel: "#shop"}',
    'dc.prod.yml': 'services: {}',
  });
  const site = await siteOf(host, ['db running', 'web running'], {given: PROD});
  await site.change();
  await host.deploy(PROD);
  return site;
};

export const SITES: Readonly<Record<string, {make: Making; isMadeAnew?: true}>> = {
  'of a plain site': {make: plain},
  'that is the first': {make: first, isMadeAnew: true},
  'that changes nothing': {make: unchanged},
  'with a one-shot service': {make: once},
  'that leaves a service out': {make: orphaned},
  'that is told to Sentry': {make: tracked},
  'that rolls behind nginx': {make: rolled},
  'behind a page of maintenance': {make: maintained},
  'after one that was killed in a roll': {make: pinned},
  'that reloads a proxy': {make: reloaded},
  'that makes a network anew': {make: relinked},
  'of a release that was live before': {make: returned},
};

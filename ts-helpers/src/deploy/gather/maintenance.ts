import type {Container} from '../../compose/model.ts';
import type {Docker} from '../../outside/docker.ts';
import type {DeployFacts} from '../plan/facts.ts';
import {isAlive} from '../plan/leaving.ts';
import {isInPlace, LABEL, type Page, pageOf, serves, type Through} from '../plan/page.ts';
import {heldIn} from '../plan/pins.ts';
import type {Proxy} from '../plan/proxy.ts';
import {findProxies} from './proxies.ts';

type Asking = Pick<Docker, 'containers' | 'processes' | 'exec' | 'hosts'>;

/** Those of a deploy, the newest first, whether they run or not. */
export const findPages = async (
  composeProject: string,
  docker: Pick<Docker, 'containers'>,
): Promise<Page[]> => (await docker.containers([`${LABEL}=${composeProject}`])).map(pageOf);

/** Neither where it is off. */
export const findMaintenance = async (
  composeProject: string,
  docker: Pick<Docker, 'containers'>,
): Promise<Pick<DeployFacts, 'maintenance' | 'deadPage'>> => {
  const pages = await findPages(composeProject, docker);
  // One that comes back again and again has its ports in between.
  const page = pages.find(one => isInPlace(one) && isAlive(one.container)) ?? pages.find(serves);
  if (page !== undefined) return {maintenance: {since: page.since, by: page.by, isInPlace: isInPlace(page)}};
  const [dead] = pages;
  return dead === undefined ? {} : {deadPage: {since: dead.since, by: dead.by}};
};

/** The proxies among containers, as they are to pass requests on now. */
export const findThrough = async (containers: readonly Container[], docker: Asking): Promise<Through[]> => {
  const proxies = await findProxies(containers, docker);
  const found = await Promise.all(proxies.map(one => throughOf(one, containers, docker)));
  return found.filter(one => one !== undefined);
};

/** Undefined of one that passes nothing on to others of the project. */
const throughOf = async (
  proxy: Proxy,
  all: readonly Container[],
  docker: Asking,
): Promise<Through | undefined> => {
  const {container, service, does} = proxy;
  const image = all.find(({id}) => id === container)?.imageId ?? '';
  const common = {proxy, image, held: heldIn(await docker.hosts(container))};
  const nothing = {...common, names: [], ports: []};
  if (does.program === 'unknown')
    return {...nothing, hindrance: `what ${service} passes on cannot be read (${does.why})`};
  if (does.program === 'haproxy') return {...nothing, hindrance: `${service} is a haproxy`};
  // Names without a dot are those of the project's networks.
  const passes = does.passes.filter(({host}) => !host.includes('.'));
  if (passes.length === 0 && common.held.length === 0) return undefined;
  const {ports, others} = does;
  const names = [...new Set(passes.map(({host}) => host))];
  const looked = passes.find(({way}) => way === 'variable');
  return {...common, names, ports, hindrance: hindranceOf(proxy, {others, looked: looked?.host})};
};

const hindranceOf = (
  {service, isReadOnly}: Proxy,
  {others: [other], looked}: {others: readonly string[]; looked: string | undefined},
): string | undefined => {
  if (isReadOnly) return `${service} has a file system that is not to be written`;
  if (looked !== undefined) return `${service} looks ${looked} up anew by a resolver`;
  return other === undefined ? undefined : `${service} passes requests on by ${other}, and not by HTTP alone`;
};

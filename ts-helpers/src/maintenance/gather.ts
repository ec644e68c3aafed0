import type {Container} from '../compose/model.ts';
import {BY, heldIn, LABEL, passingPorts, SINCE} from '../deploy/held.ts';
import type {Proxy} from '../deploy/plan.ts';
import {findProxies} from '../deploy/proxies.ts';
import type {Docker} from '../outside/docker.ts';
import {projectLabel} from '../project/conventions.ts';
import type {MaintenanceFacts, PageContainer, Through} from './plan.ts';

type Asking = Pick<Docker, 'containers' | 'processes' | 'exec' | 'hosts'>;

export const gatherMaintenance = async (
  {environment, composeProject}: {environment: string; composeProject: string},
  docker: Asking,
): Promise<MaintenanceFacts> => {
  const all = await docker.containers([projectLabel(composeProject), 'com.docker.compose.oneoff=False']);
  const pages = await docker.containers([`${LABEL}=${composeProject}`]);
  const found = await findProxies(all, docker);
  const proxies = await Promise.all(found.map(one => throughOf(one, all, docker)));
  return {
    environment,
    composeProject,
    pages: pages.map(pageOf),
    proxies: proxies.filter(one => one !== undefined),
  };
};

const pageOf = ({id, labels = {}}: Container): PageContainer => ({
  id,
  since: labels[SINCE] ?? '',
  by: labels[BY] ?? '',
});

/** Undefined of one that passes nothing on to others of the project. */
const throughOf = async (
  proxy: Proxy,
  all: readonly Container[],
  docker: Asking,
): Promise<Through | undefined> => {
  const {container, service, does} = proxy;
  const image = all.find(({id}) => id === container)?.imageId ?? '';
  const common = {proxy, image, isHeld: heldIn(await docker.hosts(container)).length > 0};
  const nothing = {...common, names: [], ports: []};
  if (does.program === 'unknown')
    return {...nothing, hindrance: `what ${service} passes on cannot be read (${does.why})`};
  if (does.program === 'haproxy') return {...nothing, hindrance: `${service} is a haproxy`};
  // Names without a dot are those of the project's networks.
  const passes = does.passes.filter(({host}) => !host.includes('.'));
  if (passes.length === 0 && !common.isHeld) return undefined;
  const {stdout} = await docker.exec(container, ['nginx', ...does.flags, '-T']);
  const {ports, others} = passingPorts(stdout);
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

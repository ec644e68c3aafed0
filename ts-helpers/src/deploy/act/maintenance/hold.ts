import type {Container} from '../../../compose/model.ts';
import {UserError} from '../../../errors/userError.ts';
import type {Docker} from '../../../outside/docker.ts';
import {projectLabel} from '../../../project/conventions.ts';
import {findPages, findThrough} from '../../gather/maintenance.ts';
import type {DeployFacts} from '../../plan/facts.ts';
import {isAlive} from '../../plan/leaving.ts';
import {
  isInPlace,
  leadsTo,
  type Page,
  pageOf,
  pinsFor,
  reachOf,
  serves,
  type Through,
} from '../../plan/page.ts';
import {comesTrue, type ProxyNeeds} from '../proxy/handover.ts';
import {isNginxUp} from '../proxy/reload.ts';
import {lead} from './lead.ts';
import {makePage, type ServeNeeds, startPage} from './serve.ts';

export type HoldNeeds = Omit<ProxyNeeds, 'docker'> & ServeNeeds & {docker: Docker};

type Held = Pick<DeployFacts, 'composeProject' | 'proxies' | 'containers' | 'release'>;

/**
 * Proxies as they are now lead to the page of maintenance, also by names, and at ports, that are new. Throws
 * PROXY_REFUSES where one of them cannot that is of this release (others are still to be made anew), MAINTENANCE_UNSERVED.
 */
export const hold = async (
  facts: Held,
  isOfRelease: (service: string) => boolean,
  needs: HoldNeeds,
): Promise<void> => {
  const {docker} = needs;
  const {composeProject} = facts;
  const all = await docker.containers([projectLabel(composeProject), 'com.docker.compose.oneoff=False']);
  await awaitProxies(all, facts, needs);
  const found = await findThrough(all, docker);
  const pages = await findPages(composeProject, docker);
  const page = pages.find(one => serves(one) && !isInPlace(one));
  const hindered = found.find(({proxy, hindrance}) => hindrance !== undefined && isOfRelease(proxy.service));
  if (page === undefined) throw unkept('MAINTENANCE_UNSERVED', facts, 'its container is gone, or has ended');
  if (hindered?.hindrance !== undefined) throw unkept('PROXY_REFUSES', facts, hindered.hindrance);
  const through = found.filter(({hindrance}) => hindrance === undefined);
  if (through.every(one => leadsTo(one, page))) return;
  const able = isReached(page, through) ? page : await renewed(page, {through, facts}, needs);
  for (const one of through) if (!leadsTo(one, able)) await lead(one, pinsFor(one, able) ?? [], needs);
  for (const {container} of pages) if (container.id !== able.container.id) await docker.remove(container.id);
};

const isReached = (page: Page, through: readonly Through[]): boolean =>
  through.every(
    one => pinsFor(one, page) !== undefined && one.ports.every(port => page.ports.includes(port)),
  );

/** The same page, in the networks and at the ports that there are now. */
const renewed = async (
  page: Page,
  {through, facts}: {through: readonly Through[]; facts: Held},
  needs: HoldNeeds,
): Promise<Page> => {
  const {docker} = needs;
  const {networks, ports} = reachOf(through);
  const id = await makePage(
    {
      ...page,
      html: (await docker.variable(page.container.id, 'PAGE')) ?? '',
      image: page.container.imageId,
      networks,
      ports: [...new Set([...page.ports, ...ports])],
    },
    needs,
  );
  await startPage(id, page, needs);
  const [container] = await docker.inspect([id]);
  if (container === undefined) throw unkept('MAINTENANCE_UNSERVED', facts, 'its container is gone');
  return pageOf(container);
};

/** What a container prepares before it becomes a proxy takes a moment. */
const PREPARING_MS = 15_000;

/** Those that are to be proxies are not known by what runs in them before it runs. */
const awaitProxies = async (
  all: readonly Container[],
  {proxies, containers}: Held,
  {docker, clock}: HoldNeeds,
): Promise<void> => {
  const known = containers.filter(({id}) =>
    proxies.some(({container, does}) => container === id && does.program === 'nginx'),
  );
  const likely = all.filter(
    one =>
      isAlive(one) &&
      !known.some(({id}) => id === one.id) &&
      known.some(({service, imageId}) => service === one.service || imageId === one.imageId),
  );
  for (const {id} of likely) await comesTrue(() => isNginxUp(id, docker), PREPARING_MS, clock);
};

const unkept = (
  code: 'MAINTENANCE_UNSERVED' | 'PROXY_REFUSES',
  {release: {environment}}: Held,
  why: string,
): UserError =>
  new UserError(code, `The page of maintenance cannot be kept before people: ${why}.`, {
    where: environment,
    remedy: `Give the site back, and deploy again: countable maintenance off ${environment}`,
  });

import {isAlive, type Through} from '../deploy/plan.ts';
import {findPages, findThrough} from '../deploy/proxies.ts';
import type {Container} from '../compose/model.ts';
import {UserError} from '../errors/userError.ts';
import type {Docker} from '../outside/docker.ts';
import {projectLabel} from '../project/conventions.ts';
import {type MaintenanceFacts, servingPage} from './plan/facts.ts';
import {idleAmong, isForPeople} from './plan/ports.ts';

export type Asking = Pick<
  Docker,
  'containers' | 'processes' | 'exec' | 'hosts' | 'logs' | 'imagesOf' | 'imageIds'
>;

interface Wanted {
  environment: string;
  composeProject: string;
  /** That somebody has named. */
  image?: string | undefined;
}

const LAST_LINES = 5;

/** Throws MAINTENANCE_UNSERVED where the image that was named is not here. */
export const gatherMaintenance = async (
  {environment, composeProject, image}: Wanted,
  docker: Asking,
): Promise<MaintenanceFacts> => {
  const all = await docker.containers([projectLabel(composeProject), 'com.docker.compose.oneoff=False']);
  const pages = await findPages(composeProject, docker);
  const stopped = pages.flatMap(page => page.stopped);
  const [newest] = pages;
  const proxies = await findThrough(all, docker);
  const publishers = all.filter(one => stopped.includes(one.id) || (isAlive(one) && isForPeople(one)));
  const idle = publishers.length === 0 ? idleAmong(all) : [];
  return {
    environment,
    composeProject,
    pages,
    proxies,
    publishers: [...publishers, ...idle],
    idle,
    image:
      image === undefined
        ? ((await imageOfProject(all, proxies, docker)) ?? newest?.container.imageId)
        : await imageNamed(image, docker),
    lastWords:
      newest === undefined || servingPage({pages}) !== undefined
        ? []
        : await lastWordsOf(newest.container, docker),
  };
};

/** Why it could not be started, or else what it said. */
const lastWordsOf = async ({id, startError}: Container, docker: Asking): Promise<string[]> =>
  startError === '' ? docker.logs(id, {lines: LAST_LINES}) : [startError];

/** Its own nginx, or else an official one that is here. */
const imageOfProject = async (
  all: readonly Container[],
  proxies: readonly Through[],
  docker: Asking,
): Promise<string | undefined> => {
  const running = proxies.find(({proxy}) => proxy.does.program === 'nginx')?.image;
  const named = all.find(({image}) => /^(?:docker\.io\/)?(?:library\/)?nginx(?:[:@]|$)/.test(image));
  return running ?? named?.imageId ?? (await docker.imagesOf('nginx'))[0];
};

const imageNamed = async (image: string, docker: Asking): Promise<string> => {
  const id = (await docker.imageIds([image])).get(image);
  if (id !== undefined) return id;
  throw new UserError('MAINTENANCE_UNSERVED', `The image ${image} is not on this host, and none is pulled.`, {
    where: '--image',
    remedy: `Fetch it: docker pull ${image}`,
  });
};

import type {Container} from '../../compose/model.ts';
import {type PageLabels, reachOf} from '../../deploy/plan.ts';
import {makePage, type ProxyNeeds, type ServeNeeds, startPage} from '../../deploy/proxies.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Docker} from '../../outside/docker.ts';
import type {MaintenanceFacts} from '../plan/facts.ts';

export interface ActNeeds extends Omit<ProxyNeeds, 'docker' | 'clock'> {
  docker: ProxyNeeds['docker'] & ServeNeeds['docker'] & Pick<Docker, 'inspect' | 'stop' | 'changeRestart'>;
  clock: Clock;
  /** The same needs for what undoes: what stopped the verb does not stop that. */
  afterwards(): ActNeeds;
}

/** What is to be served, and by whose wish. */
export interface Wanted extends Pick<PageLabels, 'since' | 'by' | 'retryAfter'> {
  html: string;
  /** In place of the one that the proxies run of. */
  image: string | undefined;
}

/** The new container with the page. */
export interface Serving {
  throughProxies(): Promise<void>;
  isThrough(): boolean;
  /** Makes it, and does not start it. */
  make(more: Pick<Container, 'ports'> & Pick<PageLabels, 'stopped' | 'restarts'>): Promise<void>;
  start(): Promise<void>;
  stop(docker: Pick<Docker, 'stop'>): Promise<void>;
  container(): Promise<Container>;
  drop(docker: Pick<Docker, 'remove'>): Promise<void>;
}

/** The port of a page that publishes others, in its own network. */
const INSIDE = 8080;

export const createServing = (
  facts: MaintenanceFacts,
  wanted: Wanted | undefined,
  needs: ActNeeds,
): Serving => {
  const {composeProject, proxies, image} = facts;
  const {docker} = needs;
  let id = '';
  let isThrough = false;
  const order = () => {
    if (wanted === undefined) throw new Error('nothing is to be served');
    return {...wanted, composeProject};
  };
  return {
    async throughProxies() {
      isThrough = true;
      id = await makePage(
        {
          ...order(),
          image: wanted?.image ?? proxies[0]?.image ?? '',
          ...reachOf(proxies),
          stopped: [],
          restarts: {},
        },
        needs,
      );
      await startPage(id, facts, needs);
    },
    isThrough: () => isThrough,
    async make({ports = [], ...more}) {
      const place = {networks: ['bridge'], ports: [INSIDE], publishes: ports, ...more};
      id = await makePage({...order(), ...place, image: image ?? ''}, needs);
    },
    start: () => startPage(id, facts, needs),
    async stop(later) {
      if (id !== '') await later.stop(id);
    },
    async container() {
      const [container] = await docker.inspect([id]);
      if (container === undefined) throw new Error('the container with the page is gone');
      return container;
    },
    async drop(later) {
      if (id !== '') await later.remove(id);
    },
  };
};

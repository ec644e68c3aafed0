import {hostPorts, meet} from '../../compose/hostPorts.ts';
import type {ComposeModel, PublishedPort} from '../../compose/model.ts';
import type {Docker} from '../../outside/docker.ts';
import type {PortHolders} from '../../outside/portHolders.ts';
import type {Ports} from '../../outside/ports.ts';
import type {TakenPort} from '../plan/ports.ts';

export interface PortNeeds {
  ports: Ports;
  portHolders: PortHolders;
}

/** Ports that the project is to publish and something else has. */
export const findTaken = async (
  {model, composeProject, published}: {model: ComposeModel; composeProject: string; published: Published[]},
  needs: PortNeeds,
): Promise<TakenPort[]> => {
  const others = published.filter(({project}) => project !== composeProject);
  const own = published.filter(({project}) => project === composeProject);
  const wanted = hostPorts(model);
  const found: TakenPort[] = [];
  for (const port of wanted) {
    if (own.some(one => meet(one, port)) || found.some(one => one.port === port.port)) continue;
    const by = await holderOf(port, others, needs);
    if (by === undefined) continue;
    const known = [
      ...published,
      ...wanted,
      ...found.flatMap(({free}) => (free === undefined ? [] : [{...port, port: free}])),
    ];
    found.push({...port, by, free: await nextFree(port, known, needs.ports)});
  }
  return found;
};

/** What containers of this machine publish. */
type Published = Awaited<ReturnType<Docker['publishedPorts']>>[number];

const holderOf = async (
  port: PublishedPort,
  others: readonly Published[],
  {ports, portHolders}: PortNeeds,
): Promise<string | undefined> => {
  const other = others.find(one => meet(one, port));
  if (other !== undefined)
    return `the container ${other.container}${other.project === '' ? '' : ` of the compose project ${other.project}`}`;
  if (!(await isTaken(port, ports))) return undefined;
  return (await portHolders.of(port.port)) ?? 'another program of this machine';
};

/** So far it is looked. */
const MOST_TRIED = 100;
/** What is below needs rights that nobody has on a laptop: 80 becomes 8080. */
const PRIVILEGED = 1024;

const nextFree = async (
  port: PublishedPort,
  known: readonly PublishedPort[],
  ports: Ports,
): Promise<number | undefined> => {
  const first = port.port < PRIVILEGED ? port.port + 8000 : port.port + 1;
  for (let next = first; next < Math.min(first + MOST_TRIED, 65_536); next += 1) {
    const one = {...port, port: next};
    if (known.some(other => meet(other, one))) continue;
    if (!(await isTaken(one, ports))) return next;
  }
  return undefined;
};

const EVERYWHERE = ['', '0.0.0.0', '::'];

/** On macOS all addresses may be had of a port that somebody has at one of them, who is the one that answers there. */
const isTaken = async ({port, protocol, address}: PublishedPort, ports: Ports): Promise<boolean> => {
  if (protocol !== 'tcp') return false;
  if (!EVERYWHERE.includes(address)) return ports.isTaken(port, address);
  // One after another: they would be in each other's way.
  for (const at of [undefined, '127.0.0.1', '::1']) if (await ports.isTaken(port, at)) return true;
  return false;
};

import {hostPorts, meet} from '../../compose/hostPorts.ts';
import type {Container} from '../../compose/model.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Ports} from '../../outside/ports.ts';
import type {DeployFacts} from '../plan.ts';
import {isAlive} from '../plan/leaving.ts';

/** But for what the project's own containers publish, or will as soon as they run again. */
export const findTakenPorts = async (
  {composeProject, model}: Pick<DeployFacts, 'composeProject' | 'model'>,
  {own, published}: {own: readonly Container[]; published: Awaited<ReturnType<Docker['publishedPorts']>>},
  ports: Ports,
): Promise<DeployFacts['takenPorts']> => {
  const known = [...published, ...own.filter(isAlive).flatMap(one => one.ports ?? [])];
  const others = hostPorts(model)
    .filter(({protocol}) => protocol === 'tcp')
    .filter(port => !known.some(one => meet(one, port)))
    .map(async port => ((await ports.isTaken(port.port, specific(port.address))) ? [port] : []));
  return [
    ...published
      .filter(port => port.project !== composeProject)
      .map(port => ({...port, by: `the container ${port.container}`})),
    ...(await Promise.all(others)).flat().map(port => ({...port, by: 'another program of this host'})),
  ];
};

const specific = (address: string): string | undefined =>
  ['', '0.0.0.0', '::'].includes(address) ? undefined : address;

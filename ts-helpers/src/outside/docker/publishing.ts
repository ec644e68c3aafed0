import type {PublishedPort} from '../../compose/model.ts';
import type {DockerCommand} from '../dockerCommand.ts';
import {readJson} from '../garbled.ts';
import {ofThoseLeft} from './failures.ts';
import {idsIn} from './ids.ts';
import type {Inspected} from './inspected.ts';
import {portsOfBindings} from './ports.ts';

/** Where a container is reached, and by which of its own ports. */
interface PortOfContainer extends PublishedPort {
  container: string;
  project: string;
  service: string;
  target: number;
}

export interface Publishing {
  /** Host ports that containers publish, and those of containers that are about to run again. */
  publishedPorts(): Promise<PortOfContainer[]>;
}

export const publishingOf = (ask: DockerCommand): Publishing => ({
  async publishedPorts() {
    // Of those that wait to be started again as well; what has ended publishes nothing.
    const ids = idsIn((await ask(['ps', '--quiet', '--no-trunc'])).stdout);
    if (ids.length === 0) return [];
    const {stdout: text} = await ask(['inspect', '--type', 'container', ...ids]).catch(ofThoseLeft);
    return readJson({command: 'docker inspect', text}, (found: Inspected[]) => found.flatMap(portsOf));
  },
});

/** Between two runs a container publishes nothing, and is listed so. */
const portsOf = ({Name, Config, HostConfig, NetworkSettings, State}: Inspected) => {
  const bindings = State.Status === 'restarting' ? HostConfig.PortBindings : NetworkSettings?.Ports;
  const container = Name.replace(/^\//, '');
  const project = Config.Labels?.['com.docker.compose.project'] ?? '';
  const service = Config.Labels?.['com.docker.compose.service'] ?? '';
  return Object.entries(bindings ?? {}).flatMap(([inside, places]) =>
    portsOfBindings({[inside]: places}).map(port => ({
      ...port,
      container,
      project,
      service,
      target: Number.parseInt(inside),
    })),
  );
};

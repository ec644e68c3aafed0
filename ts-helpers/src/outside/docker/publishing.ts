import type {Container, PublishedPort} from '../../compose/model.ts';
import type {DockerCommand} from '../dockerCommand.ts';
import {portsOfListing} from './ports.ts';

export interface Publishing {
  /** Host ports that containers publish, and those of containers that are about to run again. */
  publishedPorts(): Promise<(PublishedPort & {container: string; project: string})[]>;
}

const FORMAT = '{{.ID}}\t{{.Names}}\t{{.Label "com.docker.compose.project"}}\t{{.State}}\t{{.Ports}}';

export const publishingOf = (
  ask: DockerCommand,
  inspect: (ids: readonly string[]) => Promise<Container[]>,
): Publishing => ({
  async publishedPorts() {
    const {stdout} = await ask(['ps', '--all', '--no-trunc', '--format', FORMAT]);
    const rows = stdout.split('\n').map(row => row.split('\t'));
    const listed = rows.flatMap(([, container = '', project = '', , listing = '']) =>
      portsOfListing(listing).map(port => ({...port, container, project})),
    );
    // Between two runs they publish nothing, and are listed so.
    const restarting = rows.filter(([, , , state]) => state === 'restarting').map(([id = '']) => id);
    const between = restarting.length === 0 ? [] : await inspect(restarting);
    return [
      ...listed,
      ...between.flatMap(({name: container, project, ports = []}) =>
        ports.map(port => ({...port, container, project})),
      ),
    ];
  },
});

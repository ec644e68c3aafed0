import {createClock} from '../adapters/clock.ts';
import {createCompose} from '../adapters/compose.ts';
import {readComposeSource} from '../adapters/composeSource.ts';
import {createDocker} from '../adapters/docker.ts';
import {createFiles} from '../adapters/files.ts';
import {createOwners} from '../adapters/owners.ts';
import {createPlaces} from '../adapters/places.ts';
import {createShell} from '../adapters/shell.ts';
import {createStreams} from '../adapters/shell/stream.ts';

/** What every stage works with. */
export const createDockerAdapters = (signal: AbortSignal) => {
  const shell = createShell(signal);
  return {
    files: createFiles(),
    places: createPlaces(),
    owners: createOwners(shell),
    docker: createDocker(shell, createStreams(signal)),
    compose: createCompose(shell),
    clock: createClock(signal),
    readComposeSource,
  };
};

import type {EngineNamed} from '../causes/engineAddress.ts';
import {createClock} from '../outside/clock.ts';
import {createCompose} from '../outside/compose.ts';
import {readComposeSource} from '../outside/composeSource.ts';
import {createDisks} from '../outside/disks.ts';
import {createDocker} from '../outside/docker.ts';
import {createFiles} from '../outside/files.ts';
import {createOwners} from '../outside/owners.ts';
import {createPlaces} from '../outside/places.ts';
import {createShell} from '../outside/shell.ts';
import {createStreams} from '../outside/stream.ts';

/** What every stage works with. */
export const createDockerAdapters = (signal: AbortSignal, named?: EngineNamed) => {
  const shell = createShell(signal);
  return {
    files: createFiles(),
    places: createPlaces(),
    disks: createDisks(),
    owners: createOwners(shell),
    docker: createDocker(shell, createStreams(signal), named),
    compose: createCompose(shell, named),
    clock: createClock(signal),
    readComposeSource,
  };
};

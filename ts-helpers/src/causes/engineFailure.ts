import {type CommandFailed, UserError} from '../errors/userError.ts';
import {elsewhere, type EngineNamed} from './engineAddress.ts';

const DOWN = [
  'Cannot connect to the Docker daemon',
  'error during connect:',
  // Since Docker 29.
  'failed to connect to the docker API',
  // Podman, where it stands in for docker.
  'Cannot connect to Podman',
  'unable to connect to Podman',
];
const DENIED = [
  'permission denied while trying to connect',
  'dial unix /var/run/docker.sock: connect: permission denied',
];
const LOG_LINES = 40;

/** What is wrong with the engine, as docker's last line says it; undefined where that says something else. */
export const engineFailure = (error: CommandFailed, named: EngineNamed = {}): UserError | undefined => {
  if (error.isLate)
    return failure('DOCKER_DOWN', `The engine does not answer: ${error.message}.`, {cause: error, named});
  const said = error.tail.findLast(line => line.trim() !== '')?.trim() ?? '';
  const is = (words: readonly string[]) => words.some(word => said.includes(word));
  if (is(DENIED)) return failure('DOCKER_PERMISSION', said, {cause: error, named});
  return is(DOWN) ? failure('DOCKER_DOWN', said, {cause: error, named}) : undefined;
};

const failure = (
  code: 'DOCKER_DOWN' | 'DOCKER_PERMISSION',
  said: string,
  {cause, named}: {cause: CommandFailed; named: EngineNamed},
): UserError => {
  return new UserError(code, said, {
    cause,
    ...(code === 'DOCKER_DOWN' && elsewhere(said, named)),
    evidence: {log: {source: cause.program, lines: cause.tail.slice(-LOG_LINES)}},
  });
};

import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {says, whole, words} from './docker.ts';
import {KILLED, NOTHING, PAGE, type Row} from './row.ts';

/** The command itself. */
const commandRows: readonly Row[] = [
  {what: 'docker is not installed', words, only: ['git', 'sh'], codes: ['DOCKER_MISSING']},
  {
    what: 'docker is not executable',
    words,
    only: ['git', 'sh'],
    given: ({programs}) => writeFileSync(path.join(programs, 'docker'), 'x'),
    codes: ['DOCKER_MISSING'],
  },
  {
    what: "docker's interpreter is missing",
    words,
    only: ['git', 'sh'],
    given: ({programs}) => writeFileSync(path.join(programs, 'docker'), '#!/no/such/thing\n', {mode: 0o755}),
    codes: ['DOCKER_MISSING'],
  },
  {
    what: 'docker is a program for another machine',
    ...whole(says('exec format error', 126)),
    codes: ['DOCKER_MISSING'],
  },
  {what: 'docker leads to nothing', ...whole(says('docker: not found', 127)), codes: ['DOCKER_MISSING']},
  {what: 'docker prints a page, whatever it is asked', ...whole(PAGE), codes: ['COMMAND_GARBLED']},
  {what: 'docker prints nothing, and is content', ...whole(NOTHING), codes: ['COMMAND_GARBLED']},
  {what: 'docker fails, and says nothing', ...whole('exit 1'), codes: ['DOCKER_DOWN']},
  {what: 'docker is killed', ...whole(KILLED), codes: ['DOCKER_DOWN']},
  {what: 'docker crashes', ...whole('kill -SEGV $$'), codes: ['DOCKER_DOWN']},
];

/** The engine, where no docker reaches it. */
const addressRows: readonly Row[] = [
  {
    what: 'no engine listens',
    words,
    env: () => ({DOCKER_HOST: 'unix:///nowhere/docker.sock'}),
    codes: ['DOCKER_DOWN'],
  },
  {
    what: 'the engine’s port is closed',
    words,
    env: () => ({DOCKER_HOST: 'tcp://127.0.0.1:1'}),
    codes: ['DOCKER_DOWN'],
  },
  {
    what: 'the engine’s host is unknown',
    words,
    env: () => ({DOCKER_HOST: 'tcp://engine.invalid:2375'}),
    codes: ['DOCKER_DOWN'],
  },
  {
    what: 'the engine’s address is none',
    words,
    env: () => ({DOCKER_HOST: 'nonsense'}),
    codes: ['DOCKER_DOWN', 'COMPOSE_INVALID', 'COMPOSE_MISSING'],
  },
];

export const programRows: readonly Row[] = [...commandRows, ...addressRows].map(row => ({
  inProcess: true,
  ...row,
}));

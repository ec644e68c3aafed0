import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {docker, says} from './docker.ts';
import {ENDLESS, HANGS, NOTHING, PAGE, type Place, type Row} from './row.ts';

const words = ['deploy', 'stage'] as const;
/** Nobody waits for an engine that does not come back. */
const SOON = {NODE_OPTIONS: `--import ${path.join(import.meta.dirname, '../soon.mjs')}`};
const lockOf = ({root, name}: Place): string => path.join(root, '.countable', `${name}-stage`, 'lock');
const site = (definition: string, settings = ''): Row['files'] & object => ({
  'dc.stage.yml': `services: {web: {image: "busybox:1.35", init: true, ${definition}}}\n`,
  ...(settings !== '' && {'countable.yml': settings}),
});
const flock = (script: string): Pick<Row, 'words' | 'programs'> => ({words, programs: {flock: script}});
const deploying = (...cases: [pattern: string, script: string][]) => ({...docker(...cases), words});

export const deployRows: readonly Row[] = [
  {what: 'flock is not installed', words, only: ['git', 'docker', 'sh', 'cat'], codes: ['TOOL_MISSING']},
  {
    what: 'flock is of another kind',
    ...flock(says('flock: unrecognized option: conflict-exit-code', 64)),
    codes: ['NOT_WRITABLE'],
  },
  {what: 'flock prints a page', ...flock(PAGE), codes: ['COMMAND_GARBLED']},
  {what: 'flock is content, and says nothing', ...flock(NOTHING), codes: ['NOT_WRITABLE']},
  {what: 'flock hangs', ...flock(HANGS), codes: ['NOT_WRITABLE']},
  {
    what: 'the lock is a folder',
    words,
    given: place => mkdirSync(lockOf(place), {recursive: true}),
    codes: ['NOT_WRITABLE'],
  },
  {
    what: 'the folder of deploys is a file',
    words,
    given: ({root}) => writeFileSync(root, ''),
    codes: ['NOT_WRITABLE', 'NOT_READABLE'],
  },
  {
    what: 'the folder of deploys cannot be made',
    words,
    env: () => ({COUNTABLE_DEPLOY_ROOT: '/proc/nowhere/deploys'}),
    codes: ['NOT_WRITABLE', 'FILE_GONE'],
  },
  {
    what: 'the secret file is not there',
    words,
    env: () => ({COUNTABLE_ENV_FILE: '/nowhere/secrets.env'}),
    codes: ['BAD_ARGUMENT'],
  },
  {
    what: 'the secret file is a folder',
    words,
    env: ({folder}) => ({COUNTABLE_ENV_FILE: folder}),
    codes: ['BAD_ARGUMENT'],
  },
  {
    what: 'the secret file has no end',
    words,
    env: () => ({COUNTABLE_ENV_FILE: '/dev/zero'}),
    codes: ['BAD_ARGUMENT'],
  },
  {
    what: 'the temporary folder is not there',
    words,
    given: ({temporary}) => rmSync(temporary, {recursive: true}),
    codes: ['NOT_WRITABLE'],
  },
  {
    what: 'the engine goes away while containers are made',
    words,
    engine: [/POST .*\/containers\/create/, 'goes away'],
    env: () => SOON,
    codes: ['DOCKER_DOWN'],
  },
  {
    what: 'the engine goes away while the deploy is watched',
    words,
    files: site('command: sleep 600, healthcheck: {test: "sleep 5", interval: 1s, timeout: 10s}'),
    engine: [/POST .*\/containers\/[0-9a-f]+\/start/, 'goes away'],
    env: () => SOON,
    codes: ['DOCKER_DOWN'],
  },
  {
    what: 'the engine answers half while the deploy is watched',
    words,
    engine: [/GET .*\/containers\/[0-9a-f]{64}\/json/, 'breaks off'],
    codes: ['DOCKER_DOWN', 'COMMAND_FAILED', 'START_FAILED'],
  },
  {
    what: 'the engine hangs while the deploy is watched',
    words: [...words, '--time-limit', '0.1'],
    engine: [/GET .*\/containers\/[0-9a-f]{64}\/json/, 'hangs'],
    codes: ['TIME_LIMIT'],
  },
  {
    what: 'containers are listed by a page',
    ...deploying(['ps*', PAGE]),
    codes: ['COMMAND_GARBLED', 'passed'],
  },
  {
    what: 'containers are described without an end',
    ...deploying(['"inspect "*', ENDLESS]),
    codes: ['COMMAND_GARBLED'],
  },
  {
    what: 'a service ends whose log nobody keeps',
    words,
    files: site('command: ["sh", "-c", "exit 3"], logging: {driver: none}'),
    codes: ['SERVICE_EXITED'],
  },
  {
    what: 'the site answers letter by letter',
    words,
    files: site(
      `command: ["sh", "-c", "while :; do (printf 'HTTP/1.1 200 OK\\\\r\\\\nx: '; while :; do printf x; sleep 1; done) | nc -l -p 80; done"], ports: ["80"]`,
      'health: {url: "http://127.0.0.1:2/", minutes: 0.05}\n',
    ),
    codes: ['NO_ANSWER'],
  },
  {
    what: 'the site is a page of a name that nobody knows',
    words,
    files: site('command: sleep 600', 'health: {url: "http://nowhere.invalid/", minutes: 0.05}\n'),
    codes: ['NO_ANSWER'],
  },
  {what: 'an environment is none', words: ['deploy', '../../etc'], codes: ['BAD_ARGUMENT']},
];

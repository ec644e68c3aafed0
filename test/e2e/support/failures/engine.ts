import {rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {built, compose, whole, words} from './docker.ts';
import {HANGS, type Row} from './row.ts';

/** Nobody waits for an engine that does not come back. */
const SOON = {NODE_OPTIONS: `--import ${path.join(import.meta.dirname, '../soon.mjs')}`};
const site = (definition: string): Row['files'] & object => ({
  'dc.stage.yml': `services: {web: {image: "busybox:1.35", init: true, ${definition}}}\n`,
});
const deploying = ['deploy', 'stage'] as const;

/** A real engine, and the command as it is started. */
export const engineRows: readonly Row[] = [
  {
    what: 'docker hangs',
    ...whole(HANGS),
    words: ['test', '--time-limit', '0.05'],
    codes: ['TIME_LIMIT'],
  },
  {
    what: 'the engine goes away while the tests run',
    words,
    engine: [/POST .*\/wait/, 'goes away'],
    codes: ['DOCKER_DOWN'],
  },
  {
    what: 'the engine hangs while the tests run',
    words: ['test', '--time-limit', '0.1'],
    engine: [/POST .*\/wait/, 'hangs at that'],
    codes: ['TIME_LIMIT'],
  },
  {
    what: 'an image cannot be built, and says so in a line of 200 kB',
    words,
    files: built(`head -c 200000 /dev/zero | tr '\\\\0' a; exit 1`),
    codes: ['BUILD_FAILED'],
  },
  {
    what: 'no log is kept of tests that fail',
    words,
    files: compose('command: ["sh", "-c", "exit 3"], logging: {driver: none}'),
    codes: ['TESTS_FAILED'],
  },
  {
    what: 'the temporary folder is a file',
    words,
    given: ({temporary}) => {
      rmSync(temporary, {recursive: true});
      writeFileSync(temporary, '');
    },
    codes: ['NOT_WRITABLE'],
  },
  {
    what: 'the engine goes away while the deploy is watched',
    words: deploying,
    files: site('command: sleep 600, healthcheck: {test: "sleep 5", interval: 1s, timeout: 10s}'),
    engine: [/POST .*\/containers\/[0-9a-f]+\/start/, 'goes away'],
    env: () => SOON,
    codes: ['DOCKER_DOWN'],
  },
  {
    what: 'a service ends whose log nobody keeps',
    words: deploying,
    files: site('command: ["sh", "-c", "exit 3"], logging: {driver: none}'),
    codes: ['SERVICE_EXITED'],
  },
];

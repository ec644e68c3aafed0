import assert from 'node:assert/strict';
import {createCompose} from '../../../ts-helpers/src/outside/compose.ts';
import type {RunOptions, Shell} from '../../../ts-helpers/src/outside/shell.ts';

const project = {name: 'shop-stage', directory: '/srv/shop', files: ['/srv/shop/docker-compose.yml']};
const onLine = () => undefined;

/** Remembers what it was asked to run. */
const recorder = () => {
  const runs: {words: string[]; options: RunOptions}[] = [];
  const shell: Shell = {
    async run(program, args, options = {}) {
      runs.push({words: [program, ...args], options});
      return {stdout: '', stderr: ''};
    },
  };
  return {compose: createCompose(shell), runs};
};

describe('docker compose', () => {
  it('never takes the name of a service for an option', async () => {
    const {compose, runs} = recorder();
    const services = ['--no-start', '-d'];
    await compose.build(project, {services, onLine});
    await compose.pull(project, {services, onLine});
    await compose.up(project, {services, onLine});
    await compose.exec(project, {service: '--help', script: 'true', onLine});
    assert.deepEqual(
      runs.map(({words}) => words.slice(words.indexOf('--'))),
      [
        ['--', '--no-start', '-d'],
        ['--', '--no-start', '-d'],
        ['--', '--no-start', '-d'],
        ['--', '--help', 'sh', '-c', 'true'],
      ],
    );
  });

  it('reads ${PWD} as the folder of the project, wherever it was started', async () => {
    const {compose, runs} = recorder();
    await compose.up(project, {onLine, variables: {SENTRY_DSN: 'x'}});
    assert.deepEqual(runs[0]?.options.env, {
      COMPOSE_FILE: undefined,
      COMPOSE_PROJECT_NAME: undefined,
      COUNTABLE_AGE_KEY_FILE: undefined,
      COMPOSE_IGNORE_ORPHANS: '1',
      PWD: '/srv/shop',
      SENTRY_DSN: 'x',
    });
  });

  it('is given up when it does not remove a run, and removes it also after an interruption', async () => {
    const {compose, runs} = recorder();
    await compose.destroy(project.name);
    assert.deepEqual(
      runs.map(({options: {timeoutMs, uninterruptible}}) => ({timeoutMs, uninterruptible})),
      [{timeoutMs: 180_000, uninterruptible: true}],
    );
  });
});

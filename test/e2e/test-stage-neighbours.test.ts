import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {randomBytes} from 'node:crypto';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {setTimeout as pause} from 'node:timers/promises';
import {test} from '../../ts-helpers/src/test/test.ts';
import {docker, leftOf, sample, type SampleProject} from './support/projects.ts';
import {listening, testNeeds, testRequest} from './support/testStage.ts';

const PROGRAM = path.join(import.meta.dirname, 'support', 'testStage.ts');

/** A run of the stage in a process of its own. */
const start = (project: SampleProject) => {
  const child = spawn(process.execPath, [PROGRAM, project.workspace, project.output], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  const heard: string[] = [];
  let printed = '';
  child.stdout.on('data', chunk => (printed += String(chunk)));
  createInterface(child.stderr).on('line', line => heard.push(line));
  return {
    child,
    closed,
    heard,
    /** Resolves when such a line was printed. */
    async said(text: string) {
      while (!heard.some(line => line.includes(text))) {
        assert.equal(child.exitCode, null, `it ended before it said ${text}:\n${heard.join('\n')}`);
        await pause(50);
      }
    },
    /** Its exit code, and what it left on stdout. */
    async ended() {
      await closed;
      return {exitCode: child.exitCode, outcome: JSON.parse(printed) as Record<string, unknown>};
    },
  };
};

/** Has an image, a volume and a network of its own, and tests that take a minute. */
const slow = (): SampleProject =>
  sample({
    Dockerfile: 'FROM busybox:1.35\nRUN echo built\n',
    'docker-compose.yml': `
services:
  db:
    image: busybox:1.35
    init: true
    command: sleep 60
    volumes: ["data:/data"]
  test:
    build: .
    init: true
    command: sh -c 'echo testing; sleep 60'
volumes:
  data:
`,
  });

describe('a test run that is stopped', () => {
  let project: SampleProject;
  beforeEach(() => {
    project = slow();
  });
  afterEach(() => {
    project.remove();
  });

  it('by SIGKILL is cleaned up by the next run, which leaves the living alone', async () => {
    const other = slow();
    const living = start(other);
    await living.said('testing');
    // Only now: the living run as well looks for leftovers, when its tests begin.
    const killed = start(project);
    await killed.said('testing');
    killed.child.kill('SIGKILL');
    await killed.closed;

    const next = sample({
      'docker-compose.yml': 'services: {test: {image: "busybox:1.35", command: "true"}}',
    });
    const {voice} = listening();
    await test(testRequest(next.workspace, next.output), testNeeds(new AbortController().signal, voice));
    assert.deepEqual(leftOf(project), []);
    assert.equal(leftOf(other).length, 5, 'the run under way keeps what it has');

    living.child.kill('SIGTERM');
    await living.ended();
    assert.deepEqual(leftOf(other), []);
    other.remove();
    next.remove();
  });
});

describe('a test run among other projects', () => {
  it('touches no port, container, image, network or volume that another has under the same name', async () => {
    const id = randomBytes(4).toString('hex');
    const taken = {container: `taken-${id}`, volume: `precious-${id}`, image: `site-${id}`};
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const compose = (command: string) => `
services:
  test:
    build: .
    image: ${taken.image}
    container_name: ${taken.container}
    init: true
    command: sh -c '${command}'
    ports: ["${port}:80"]
    volumes: ["data:/data"]
    networks: [back]
volumes:
  data: {name: ${taken.volume}}
networks:
  back: {name: back-${id}}
`;
    const Dockerfile = 'FROM busybox:1.35\nRUN echo theirs > /whose\n';
    const neighbour = sample({'docker-compose.yml': compose('echo kept > /data/file; sleep 60'), Dockerfile});
    const project = sample({
      'docker-compose.yml': compose('test ! -e /data/file && cat /whose'),
      Dockerfile: Dockerfile.replace('theirs', 'ours'),
    });
    const theirs = ['compose', '-p', neighbour.name, '--project-directory', neighbour.workspace];
    try {
      docker(...theirs, 'up', '--detach', '--build');
      const isKept = 'until test -s /data/file; do sleep 0.1; done';
      docker('exec', taken.container, 'sh', '-c', isKept);
      const image = docker('image', 'inspect', '--format', '{{.Id}}', taken.image);
      const {voice, lines} = listening();
      const needs = testNeeds(new AbortController().signal, voice);
      assert.equal((await test(testRequest(project.workspace, project.output), needs)).outcome, 'passed');
      assert.ok(lines.includes('ours'));
      assert.equal(docker('exec', taken.container, 'cat', '/data/file'), 'kept');
      assert.equal(docker('image', 'inspect', '--format', '{{.Id}}', taken.image), image);
      assert.deepEqual(leftOf(project), []);
    } finally {
      docker(...theirs, 'down', '--volumes', '--rmi', 'all', '--timeout', '0');
      project.remove();
      neighbour.remove();
    }
  });
});

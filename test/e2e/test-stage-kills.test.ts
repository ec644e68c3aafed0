import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {builtCli} from './support/builtCli.ts';
import {docker, leftOf, sample, type SampleProject} from './support/projects.ts';

/** More of them by COUNTABLE_KILLS=100. */
const KILLS = Number(process.env['COUNTABLE_KILLS'] ?? 2);
/** About as long as a whole run takes here. */
const LONGEST_MS = 5_000;

const start = ({workspace}: SampleProject, temporary: string) => {
  const [node = '', ...cli] = builtCli();
  return spawn(node, [...cli, 'test'], {
    cwd: workspace,
    env: {...process.env, TMPDIR: temporary},
    stdio: 'ignore',
  });
};

/** Containers of the builder have names that nobody chose; what runs in them tells whose they are. */
const building = ({name}: SampleProject): string[] =>
  docker('ps', '--all', '--no-trunc', '--format', '{{.ID}} {{.Command}}')
    .split('\n')
    .filter(line => line.includes(`building ${name}`));

/** A program that a killed one had started works on for some time. */
const settled = async (look: () => string[]): Promise<string[]> => {
  for (let before = look().join(); ;) {
    await pause(3_000);
    const now = look();
    if (now.join() === before) return now;
    before = now.join();
  }
};

describe(`${KILLS} test runs that are killed at any moment`, () => {
  it('leave nothing once another run has ended', async () => {
    const project = sample({
      'docker-compose.yml': `
services:
  db: {image: "busybox:1.35", init: true, command: sleep 60, volumes: ["data:/data", "/anonymous"], restart: always}
  test: {build: ., init: true, command: "sleep 1", depends_on: [db], networks: [default, back]}
volumes: {data: }
networks: {back: }
`,
    });
    project.write('countable.yml', `name: ${project.name}\n`);
    const temporary = mkdtempSync(path.join(tmpdir(), 'kills-'));
    try {
      for (let kill = 0; kill < KILLS; kill++) {
        // A build anew each time, and not the layer of the last one.
        project.write(
          'Dockerfile',
          `FROM busybox:1.35\nRUN echo building ${project.name} ${kill}; sleep 0.5\n`,
        );
        const run = start(project, temporary);
        const closed = once(run, 'close');
        const delay = (LONGEST_MS * (kill + Math.random())) / KILLS;
        await Promise.race([closed, pause(delay)]);
        run.kill('SIGKILL');
        await closed;
      }
      await settled(() => [...leftOf(project), ...building(project)]);
      const last = start(project, temporary);
      const [exitCode] = (await once(last, 'close')) as [number];
      assert.equal(exitCode, 0);
      assert.deepEqual([leftOf(project), building(project), readdirSync(temporary)], [[], [], []]);
    } finally {
      rmSync(temporary, {recursive: true});
      project.remove();
    }
  });
});

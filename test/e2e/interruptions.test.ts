import assert from 'node:assert/strict';
import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {deployable, deployEnvironment, type DeployProject} from './support/deploys.ts';
import {builtCli} from './support/builtCli.ts';
import {standIn, when} from './support/failures/row.ts';
import {leftOf} from './support/projects.ts';

const FILES = {
  'docker-compose.yml': 'services: {}\n',
  'dc.test.yml':
    'services: {test: {image: "busybox:1.35", init: true, command: sleep 600, volumes: ["data:/data"]}}\nvolumes: {data: {}}\n',
  'dc.stage.yml':
    'services: {web: {image: "busybox:1.35", init: true, command: sleep 600, healthcheck: {test: "sleep 60", interval: 1s, timeout: 90s}}}\n',
};
const BUILD = {
  ...FILES,
  'dc.test.yml': 'services: {test: {build: {context: .}, command: "true"}}\n',
  Dockerfile: `FROM busybox:1.35\nRUN echo ${Date.now()} && sleep 60\n`,
};

describe('a verb that is stopped', () => {
  let project: DeployProject;
  let programs: string;
  afterEach(() => {
    project.remove();
  });

  const prepare = (files: Record<string, string> = FILES) => {
    project = deployable(files);
    programs = path.join(project.folder, 'bin');
    mkdirSync(programs);
  };

  const start = (...words: string[]) => {
    const [node = '', ...cli] = builtCli();
    const child = spawn(node, [...cli, ...words, '--json'], {
      cwd: project.workspace,
      env: {
        ...process.env,
        ...deployEnvironment(project),
        NO_COLOR: '1',
        PATH: `${programs}:${process.env['PATH']}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed = {stdout: '', stderr: ''};
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        printed[name] += text;
      });
    return {child, printed};
  };

  const until = async (condition: () => boolean): Promise<void> => {
    for (const begun = performance.now(); !condition(); await pause(50))
      assert.ok(performance.now() - begun < 60_000, 'it takes too long');
  };

  /** All that a process has started, and what those have. */
  const below = (pid: number): number[] => {
    const all = execFileSync('ps', ['-eo', 'pid=,ppid='], {encoding: 'utf8'})
      .trim()
      .split('\n')
      .map(line => line.trim().split(/\s+/).map(Number));
    const children = all.filter(([, parent]) => parent === pid).map(([child = 0]) => child);
    return [...children, ...children.flatMap(below)];
  };

  const signal = (pids: readonly number[], name: NodeJS.Signals) => {
    for (const pid of pids) {
      try {
        process.kill(pid, name);
      } catch {
        // It has ended.
      }
    }
  };

  const codeOf = async ({
    child,
    printed,
  }: {
    child: ChildProcess;
    printed: {stdout: string; stderr: string};
  }) => {
    if (child.exitCode === null) await once(child, 'close');
    const {error} = JSON.parse(printed.stdout) as {error?: {code: string}};
    return [child.exitCode, error?.code];
  };

  const moments: [NodeJS.Signals, string, Record<string, string>, string[], RegExp][] = [
    ['SIGTERM', 'while an image is built', BUILD, ['test'], /RUN echo/],
    ['SIGINT', 'while tests run', FILES, ['test'], /Run the tests/],
    ['SIGTERM', 'while a deploy waits for health', FILES, ['deploy', 'stage'], /Started/],
  ];
  for (const [name, moment, files, words, said] of moments) {
    it(`was interrupted, when ${name} reaches what it runs a moment before it, ${moment}`, async () => {
      prepare(files);
      const run = start(...words);
      await until(() => said.test(run.printed.stderr));
      const pid = run.child.pid ?? 0;
      await until(() => below(pid).length > 0);
      signal(below(pid), name);
      // Less than the second for which it waits for its own.
      await pause(100);
      signal([pid], name);
      assert.deepEqual(await codeOf(run), [130, 'INTERRUPTED'], run.printed.stderr);
      if (words[0] === 'test') assert.deepEqual(leftOf(project), []);
    });
  }

  it('ends at once by a second signal, with what it runs, though removing hangs', async () => {
    prepare();
    standIn({programs}, 'docker', when(['*" down "*', 'echo down > "$TMPDIR/down"; sleep 1000 & wait']));
    const run = start('test');
    await until(() => /Run the tests/.test(run.printed.stderr));
    const pid = run.child.pid ?? 0;
    await until(() => below(pid).length > 0);
    process.kill(pid, 'SIGINT');
    await until(() => existsSync(path.join(project.temporary, 'down')));
    const removing = below(pid);
    const begun = performance.now();
    process.kill(pid, 'SIGINT');
    await once(run.child, 'close');
    assert.equal(run.child.exitCode, 130);
    assert.ok(performance.now() - begun < 60_000);
    signal(removing, 'SIGKILL');
    const [, made = '', removal = ''] =
      /! Removing (\S+); a second Ctrl-C would leave it to be removed with: (.+)\n/.exec(
        run.printed.stderr,
      ) ?? [];
    assert.ok(
      run.printed.stderr.includes(
        `! ${made} is not removed whole. The next test on this machine does it, or: ${removal}\n`,
      ),
      run.printed.stderr,
    );
    assert.notDeepEqual(leftOf(project), []);
    execFileSync('sh', ['-c', removal], {cwd: project.workspace, stdio: 'ignore'});
    assert.deepEqual(leftOf(project), []);
  });

  it('hands Ctrl-C of a terminal on to what it runs once', async () => {
    prepare();
    const log = path.join(project.folder, 'signals');
    const heard = (name: string) => `trap 'echo ${name} >> ${log}' ${name};`;
    const counting = `${heard('INT')} ${heard('TERM')} ${heard('HUP')} echo waiting; for i in 1 2 3 4 5 6; do sleep 0.5; done; exit 1`;
    standIn({programs}, 'docker', when(['*" up "*', counting]));
    const command = [...builtCli(), 'test'].join(' ');
    const terminal = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      cwd: project.workspace,
      env: {
        ...process.env,
        ...deployEnvironment(project),
        NO_COLOR: '1',
        PATH: `${programs}:${process.env['PATH']}`,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let shown = '';
    terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
      shown += text;
    });
    await until(() => shown.includes('waiting'));
    terminal.stdin.write('\u0003');
    await once(terminal, 'close');
    assert.equal(readFileSync(log, 'utf8'), 'TERM\n');
    assert.match(shown, /INTERRUPTED: Stopped by SIGINT/);
  });
});

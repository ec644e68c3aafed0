import assert from 'node:assert/strict';
import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {once} from 'node:events';
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

const script = path.resolve('script/demo');

describe('the demo', function () {
  this.timeout(360_000);
  const name = `demo-${randomBytes(3).toString('hex')}`;
  let folder: string;
  let output: string;
  let child: ChildProcess | undefined;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-demo-test-'));
  });
  beforeEach(() => {
    output = '';
  });
  after(async () => {
    await ended(start('--remove'));
    rmSync(folder, {recursive: true});
  });

  /** In a process group of its own, as a terminal starts it. */
  const start = (...options: string[]): ChildProcess => {
    child = spawn(script, ['--name', name, ...options], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {...process.env, TMPDIR: folder, NO_COLOR: '1'},
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    return child;
  };

  const ended = async (process: ChildProcess): Promise<number | null> => {
    await once(process, 'close');
    return process.exitCode;
  };

  const seen = async (pattern: RegExp): Promise<void> => {
    while (!pattern.test(output)) {
      assert.equal(child?.exitCode, null, `the demo ended before ${pattern.source} was seen:\n${output}`);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };

  const docker = (...args: string[]): string[] =>
    execFileSync('docker', args, {encoding: 'utf8'}).split('\n').filter(Boolean);

  const leftovers = () => ({
    containers: docker('ps', '--all', '--format', '{{.Names}}').filter(ours),
    volumes: docker('volume', 'ls', '--format', '{{.Name}}').filter(ours),
    networks: docker('network', 'ls', '--format', '{{.Name}}').filter(ours),
    images: docker('images', '--all', '--format', '{{.Repository}}').filter(ours),
    labelled: docker('images', '--all', '--quiet', '--filter', `label=ca.countable.project=${name}`),
    files: readdirSync(folder),
  });
  const ours = (it: string) => it.startsWith(`${name}-`);
  const nothing = {containers: [], volumes: [], networks: [], images: [], labelled: [], files: []};

  it('shows four pushes and their pings, ends with sites that answer, and removes all of it', async () => {
    assert.equal(await ended(start()), 0, output);
    assert.match(output, /TESTS_FAILED/);
    assert.match(output, /Ada Lovelace/);
    assert.match(output, /not sent/i);
    const addresses = [...output.matchAll(/^(staging|production) +(http:\S+)/gm)].map(([, , url]) => url!);
    assert.equal(addresses.length, 2, output);
    for (const address of addresses) {
      const answer = await fetch(address);
      assert.equal(answer.status, 200);
      assert.match(await answer.text(), /<h1>Visits<\/h1>/);
    }

    assert.match(output, new RegExp(`script/demo --name ${name} --remove`));
    assert.equal(await ended(start('--remove')), 0, output);
    assert.deepEqual(leftovers(), nothing);
    await assert.rejects(fetch(addresses[0]!));
  });

  it('leaves nothing when it is stopped with Ctrl-C in the middle of a build', async () => {
    const demo = start();
    await seen(/1\. A good push/);
    while (leftovers().containers.length === 0) {
      assert.equal(demo.exitCode, null, output);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    process.kill(-demo.pid!, 'SIGINT');
    assert.equal(await ended(demo), 130, output);
    assert.match(output, /Nothing is left of it/);
    assert.deepEqual(leftovers(), nothing);
  });

  it('has nothing to remove when nothing is there', async () => {
    assert.equal(await ended(start('--remove')), 0, output);
    assert.deepEqual(leftovers(), nothing);
  });

  it('says what is wrong with a name, and does nothing', async () => {
    assert.equal(await ended(start('--name', '../etc')), 3);
    assert.match(output, /cannot be the name of a demo/);
    assert.deepEqual(leftovers(), nothing);
  });
});

import assert from 'node:assert/strict';
import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {once} from 'node:events';
import {chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

const script = path.resolve('script/demo');

describe('the demo', function () {
  this.timeout(900_000);
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
  const start = (...options: string[]): ChildProcess => startIn({}, ...options);
  const startIn = (environment: NodeJS.ProcessEnv, ...options: string[]): ChildProcess => {
    child = spawn(script, ['--name', name, ...options], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {...process.env, ...environment, TMPDIR: folder, NO_COLOR: '1'},
    });
    collect(child);
    return child;
  };
  const collect = ({stdout, stderr}: ChildProcess) => {
    for (const stream of [stdout, stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
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

  const pings = () => output.split('\n').filter(line => line.startsWith('    ┃'));

  /** What a user may have set: none of it is the demo's business. */
  const SETTINGS = {
    COUNTABLE_PRODUCTION: 'separate',
    SENTRY_AUTH_TOKEN: 'x',
    SLACK_BOT_TOKEN: 'x',
    SMTP_URL: 'smtp://127.0.0.1:1',
    COMPOSE_PROFILES: 'x',
    WEB_PORT: '1',
  };

  it('shows four pushes and their pings, ends with sites that answer, and removes all of it', async () => {
    assert.equal(await ended(startIn(SETTINGS)), 0, output);
    assert.match(output, /^Four pushes .* about a minute/m);
    for (const number of [1, 2, 3, 4])
      assert.match(output, new RegExp(`^── ${number} of 4 · .* · \\d+ s$`, 'm'));
    const shown = pings().join('\n');
    assert.match(shown, new RegExp(`Slack #${name} `));
    assert.match(
      shown,
      /┃ ✗ [^]*┃ @Ada Lovelace\n[^]*TESTS_FAILED[^]*┃ ✓ .*green again[^]*┃ ▲ .*deployed to production/,
    );
    assert.equal(output.match(/Slack #\S+: nothing/g)?.length, 1, 'good news is no news');
    assert.doesNotMatch(output, /there is no Slack token|^[\d:]{8} ! {3}|^ {2}log of/m);
    const published = docker('ps', '--filter', `name=${name}-`, '--format', '{{.Ports}}').join('\n');
    assert.match(published, /127\.0\.0\.1:\d+->80/);
    assert.doesNotMatch(published, /0\.0\.0\.0|:::|\[::\]/);
    const addresses = [...output.matchAll(/^(staging|production) +(http:\S+)/gm)].map(([, , url]) => url!);
    assert.equal(addresses.length, 2, output);
    for (const address of addresses) {
      const answer = await fetch(address);
      assert.equal(answer.status, 200);
      assert.match(await answer.text(), /<h1>Visits<\/h1>/);
    }

    assert.match(output, new RegExp(`script/demo --name ${name} --remove`));
    output = '';
    const second = start();
    await seen(/^The sites of an earlier demo called demo-\w+ are running\. It is removed first; .*--name/m);
    second.kill('SIGINT');
    assert.equal(await ended(second), 130, output);
    assert.deepEqual(leftovers(), nothing);
    await assert.rejects(fetch(addresses[0]!));

    output = '';
    assert.equal(await ended(start('--remove')), 0, output);
    assert.deepEqual(leftovers(), nothing);
  });

  it('leaves nothing when it is stopped with Ctrl-C in the middle of a build', async () => {
    const demo = start();
    await seen(/1 of 4 · A good push/);
    while (leftovers().containers.length === 0) {
      assert.equal(demo.exitCode, null, output);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    // People who see nothing happen press it again, and a terminal gives it to all of its process group.
    const end = ended(demo);
    const pressing = setInterval(() => process.kill(-demo.pid!, 'SIGINT'), 700);
    process.kill(-demo.pid!, 'SIGINT');
    await seen(/Stopping/);
    assert.equal(
      await end.finally(() => {
        clearInterval(pressing);
      }),
      130,
      output,
    );
    assert.match(output, /Nothing is left of it/);
    assert.doesNotMatch(output, /INTERRUPTED|goes on|remedy/);
    assert.deepEqual(leftovers(), nothing);
  });

  for (const lines of [3])
    it(`ends like that where nobody reads more than ${lines} lines`, async () => {
      const command = `"$0" --name ${name} | head -${lines}; exit "\${PIPESTATUS[0]}"`;
      child = spawn('bash', ['-c', command, script], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {...process.env, TMPDIR: folder, NO_COLOR: '1'},
      });
      collect(child);
      assert.equal(await ended(child), 141, output);
      assert.match(output, /Stopping, and removing everything/);
      assert.match(output, /Nothing is left of it\.\n$/);
      assert.doesNotMatch(output, /EPIPE|went wrong|[Bb]roken pipe|INTERRUPTED/);
      assert.deepEqual(leftovers(), nothing);
    });

  it('keeps its log and its reports when it goes wrong, until it is removed', async () => {
    const programs = mkdtempSync(path.join(tmpdir(), 'countable-demo-docker-'));
    const docker = execFileSync('which', ['docker'], {encoding: 'utf8'}).trim();
    const refusing = `case " $* " in
      " image inspect nginx:1.22 ") exit 1 ;;
      " pull "*) exit 0 ;;
      *" up "*) echo 'no more starts today' >&2; exit 1 ;;
    esac`;
    writeFileSync(path.join(programs, 'docker'), `#!/bin/sh\n${refusing}\nexec ${docker} "$@"\n`);
    chmodSync(path.join(programs, 'docker'), 0o755);
    const code = await ended(startIn({PATH: `${programs}:${process.env['PATH']}`}));
    rmSync(programs, {recursive: true});
    assert.notEqual(code, 0);
    const [, kept = ''] = /are kept in (\S+)\.\n/.exec(output) ?? [];
    assert.match(output, /^Not here yet: nginx:1\.22\. .*\n {2}nginx:1\.22 …$/m);
    assert.match(output, /Nothing else is left of it/);
    assert.match(readFileSync(path.join(kept, 'build.log'), 'utf8'), /no more starts today/);
    assert.deepEqual(readdirSync(path.join(kept, 'reports/1')), ['report.css', 'report.html', 'report.json']);
    assert.deepEqual(leftovers(), {...nothing, files: [path.basename(kept)]});
    assert.equal(await ended(start('--remove')), 0, output);
    assert.deepEqual(leftovers(), nothing);
  });

  it('has nothing to remove when nothing is there', async () => {
    assert.equal(await ended(start('--remove')), 0, output);
    assert.deepEqual(leftovers(), nothing);
  });

  for (const [words, problem] of [
    [['--name', '../etc'], '../etc cannot be the name of a demo.'],
    [['--name', ''], 'An empty text cannot be the name of a demo.'],
    [['--name'], '--name needs a name.'],
    [['--wrong'], 'There is no option --wrong.'],
  ] as const)
    it(`says what is wrong with ${JSON.stringify(words)}, and does nothing`, async () => {
      assert.equal(await ended(start(...words)), 2);
      assert.ok(output.startsWith(`✗ ${problem}\n  remedy  `), output);
      assert.deepEqual(leftovers(), nothing);
    });
});

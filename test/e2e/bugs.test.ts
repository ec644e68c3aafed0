import assert from 'node:assert/strict';
import {type ChildProcess, execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {countable, runProgram} from './support/cli.ts';
import {deployable} from './support/deploys.ts';
import {builtCli} from './support/builtCli.ts';
import {standIn} from './support/failures/row.ts';
import {bugIn, type IngestServer, ingestServer, type Received} from './support/ingestServer.ts';
import {withoutNames} from './support/unnamed.ts';
import {MISTAKEN} from './support/mistake.ts';

/** The dead stay in their group where nobody collects them, as in a container without an init. */
const runningInGroup = (leader: string): string[] =>
  execFileSync('ps', ['-eo', 'pgid=,stat=,args='], {encoding: 'utf8'})
    .split('\n')
    .map(line => line.trim())
    .filter(line => line.startsWith(`${leader} `) && !line.startsWith(`${leader} Z`));

/** What stands where each of them was. */
const CALLED: Record<string, string> = {
  main: 'perform(',
  perform: 'createWorld(',
  createWorld: 'abortedBySignals(',
  abortedBySignals: 'process.on(',
};

describe('errors of ours', () => {
  let ingest: IngestServer;

  before(async () => {
    ingest = await ingestServer();
  });
  after(() => {
    ingest.close();
  });
  beforeEach(() => {
    ingest.reset();
  });

  /** One whose verb ends by a mistake of ours. */
  const mistaken = (options: Parameters<typeof countable>[1] = {}) =>
    countable(['plan'], {...options, env: {...MISTAKEN, COUNTABLE_SENTRY_DSN: ingest.dsn, ...options.env}});

  it('are told elsewhere without any folder of this machine, by names and places of the sources', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countable of our agency '));
    try {
      await mistaken({cwd: folder, env: {HOME: folder, WORKSPACE: folder}});
      const [told] = ingest.received as [Received];
      const frames = bugIn(told).exception.values[0]?.stacktrace.frames ?? [];
      const ours = frames.filter(({filename}) => filename.startsWith('./ts-helpers/src/'));
      assert.deepEqual(
        ours.map(({function: name}) => name).filter(name => name !== '?'),
        ['main', 'perform', 'createWorld', 'abortedBySignals'],
      );
      for (const {function: name, filename, lineno} of ours.slice(1)) {
        const lines = readFileSync(filename, 'utf8').split('\n');
        assert.ok(lines[lineno - 1]?.includes(CALLED[name] ?? ''), `${filename}:${lineno}`);
      }
      assert.ok(ours.every(frame => frame.in_app));
      assert.doesNotMatch(told.text, /\.mjs/);
      const here = [folder, tmpdir(), process.cwd(), path.dirname(builtCli().at(-1) ?? '')];
      for (const place of here)
        assert.ok(![place, encodeURI(place)].some(it => told.text.includes(it)), place);
      assert.doesNotMatch(told.text, /agency/);
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

  for (const signal of ['SIGINT'] as const)
    it(`end being reported at ${signal}`, async () => {
      let child: ChildProcess | undefined;
      ingest.answer = () => child?.kill(signal);
      const run = await mistaken({onStart: started => (child = started)});
      assert.equal(run.exitCode, 1);
      assert.match(run.stderr, /^✗ INTERNAL: TypeError: a mistake/m);
      assert.match(run.stderr, new RegExp(`was not reported to its maintainers: stopped by ${signal}\\.`));
    });

  it('end the verb although Sentry holds the connection', async () => {
    ingest.answer = () => undefined;
    const run = await mistaken();
    assert.equal(run.exitCode, 1);
    assert.match(run.stderr, /could not be reported to Sentry/);
    assert.deepEqual([ingest.received.length, ingest.open.size], [1, 0]);
  });

  it('end the verb although no name server answers', async () => {
    const {stderr, took} = await withoutNames(['plan'], {
      env: {COUNTABLE_SENTRY_DSN: 'https://key@sentry.example.org/42', NODE_OPTIONS: MISTAKEN.NODE_OPTIONS},
    });
    assert.match(stderr, /could not be reported to Sentry/);
    assert.ok(took < 80_000, `${took}`);
  });

  it('of users are nobody’s business but theirs', async () => {
    const run = await countable(['deploy', 'nowhere', '--workspace', '/nonexistent'], {
      env: {COUNTABLE_SENTRY_DSN: ingest.dsn},
    });
    assert.notEqual(run.exitCode, 0);
    assert.deepEqual(ingest.received, []);
    assert.doesNotMatch(run.stderr, /reported/);
  });

  it('are told as before, and that they were reported', async () => {
    const run = await mistaken();
    assert.equal(run.exitCode, 1);
    assert.match(run.stderr, /^✗ INTERNAL: TypeError: a mistake/m);
    assert.match(run.stderr, /^ {2}│ {5}at createWorld \(\.\/ts-helpers\/src\/\w+\/process\.ts:\d+:1\)$/m);
    assert.match(run.stderr, /This error of Countable Pipeline was reported to its maintainers\./);
    assert.doesNotMatch(run.stderr, /\[Sentry\]/);
    assert.equal(ingest.received.length, 1);
  });

  it('end the verb although nobody waited for what was thrown, leave its result, and nothing that runs', async () => {
    const project = deployable({'docker-compose.yml': 'services: {test: {image: "busybox:1.35"}}\n'});
    const place = {...project, programs: path.join(project.folder, 'bin')};
    mkdirSync(place.programs);
    standIn(place, 'docker', `echo $$ > "$TMPDIR/pid"; sleep 1000 & wait`);
    const thrown = `if (process.argv[2] === 'test') setTimeout(() => { throw new TypeError('a mistake'); }, 1_000)`;
    try {
      const run = await runProgram([...builtCli(), 'test', '--result', 'result.json'], {
        cwd: project.workspace,
        env: {
          PATH: `${place.programs}:${process.env['PATH']}`,
          TMPDIR: project.temporary,
          NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(thrown)}`,
        },
      });
      assert.equal(run.exitCode, 1);
      assert.match(run.stderr, /^✗ INTERNAL: TypeError: a mistake/m);
      const result = readFileSync(path.join(project.workspace, 'result.json'), 'utf8');
      assert.equal((JSON.parse(result) as {error: {code: string}}).error.code, 'INTERNAL');
      const docker = readFileSync(path.join(project.temporary, 'pid'), 'utf8').trim();
      assert.deepEqual(runningInGroup(docker), []);
    } finally {
      project.remove();
    }
  });

  it('end the verb as before where Sentry cannot be reached, or its address is none', async () => {
    for (const wrong of ['https://key@127.0.0.1:1/42', 'no address']) {
      const run = await mistaken({env: {COUNTABLE_SENTRY_DSN: wrong}});
      assert.equal(run.exitCode, 1);
      assert.match(run.stderr, /could not be reported to Sentry; check COUNTABLE_SENTRY_DSN/);
    }
  });
});

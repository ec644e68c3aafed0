import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {homedir} from 'node:os';
import path from 'node:path';
import {gunzipSync} from 'node:zlib';
import {createMasks} from '../../ts-helpers/src/report/mask.ts';
import {createBugTracker} from '../../ts-helpers/src/adapters/bugTracker.ts';
import {countable, runProgram} from './support/cli.ts';
import {MISTAKEN} from './support/mistake.ts';
import {deployable} from './support/deploys.ts';
import {builtCli} from './support/builtCli.ts';
import {standIn} from './support/failures/row.ts';

interface Received {
  path: string;
  /** Of the envelope: header, then items, each a line of JSON. */
  lines: Record<string, unknown>[];
  text: string;
}

/** The dead stay in their group where nobody collects them, as in a container without an init. */
const runningInGroup = (leader: string): string[] =>
  execFileSync('ps', ['-eo', 'pgid=,stat=,args='], {encoding: 'utf8'})
    .split('\n')
    .map(line => line.trim())
    .filter(line => line.startsWith(`${leader} `) && !line.startsWith(`${leader} Z`));

describe('errors of ours', () => {
  let server: Server;
  let dsn: string;
  let status: number;
  const received: Received[] = [];

  before(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
        const lines = text
          .trim()
          .split('\n')
          .map(line => JSON.parse(line) as Record<string, unknown>);
        received.push({path: request.url ?? '', lines, text});
        response.writeHead(status, {'Content-Type': 'application/json'}).end('{}');
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    dsn = `http://abcdef0123456789@127.0.0.1:${(server.address() as AddressInfo).port}/42`;
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  beforeEach(() => {
    received.length = 0;
    status = 200;
  });

  it('are reported to Sentry with their stack, scrubbed, and without the machine’s surroundings', async () => {
    const masks = createMasks();
    masks.hide('hunter2');
    const sentry = createBugTracker({dsn, version: '1.2.3', scrub: masks.data});
    const bug = new TypeError('Cannot read hunter2 of undefined');
    assert.equal(await sentry.report([bug], {verb: 'deploy'}), true);
    const [{path, lines, text}] = received as [Received];
    assert.equal(path.split('?')[0], '/api/42/envelope/');
    const event = lines.find(line => 'exception' in line) as {
      exception: {values: {type: string; value: string; stacktrace: {frames: unknown[]}}[]};
      release: string;
      tags: object;
    };
    const [exception] = event.exception.values;
    assert.deepEqual([exception?.type, exception?.value], ['TypeError', 'Cannot read **** of undefined']);
    assert.ok(exception!.stacktrace.frames.length > 0);
    assert.deepEqual([event.release, event.tags], ['countable-pipeline@1.2.3', {verb: 'deploy'}]);
    assert.doesNotMatch(text, /hunter2|server_name|"user"|"contexts":\{"os/);
  });

  it('that Sentry does not take are said not to be reported', async () => {
    status = 403;
    const sentry = createBugTracker({dsn, version: '1.2.3', scrub: data => data});
    assert.equal(await sentry.report([new Error('x')], {}), false);
  });

  it('of users are nobody’s business but theirs', async () => {
    const run = await countable(['deploy', 'nowhere', '--workspace', '/nonexistent'], {
      env: {COUNTABLE_SENTRY_DSN: dsn},
    });
    assert.notEqual(run.exitCode, 0);
    assert.deepEqual(received, []);
    assert.doesNotMatch(run.stderr, /reported/);
  });

  it('are told as before, and that they were reported', async () => {
    const run = await countable(['plan'], {env: {...MISTAKEN, COUNTABLE_SENTRY_DSN: dsn}});
    assert.equal(run.exitCode, 1);
    assert.match(run.stderr, /^✗ INTERNAL: TypeError: a mistake/m);
    assert.match(run.stderr, /This error of Countable Pipeline was reported to its maintainers\./);
    assert.equal(received.length, 1);
    assert.doesNotMatch(run.stderr, /\[Sentry\]/);
  });

  it('are reported with names that can be read, and no folder of the agent', async () => {
    const place = path.dirname(builtCli()[1] ?? '');
    await countable(['plan'], {env: {...MISTAKEN, COUNTABLE_SENTRY_DSN: dsn}});
    const [{text, lines}] = received as [Received];
    assert.ok(!text.includes(place) && !text.includes(homedir()), text);
    const event = lines.find(line => 'exception' in line) as {
      exception: {values: {stacktrace: {frames: {function?: string; filename?: string}[]}}[]};
    };
    const frames = event.exception.values[0]?.stacktrace.frames ?? [];
    const names = frames.map(frame => frame.function);
    for (const name of ['main', 'perform', 'createWorld', 'abortedBySignals'])
      assert.ok(names.includes(name), names.join());
    assert.ok(frames.some(({filename}) => filename === '…/main.mjs'));
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
      const run = await countable(['plan'], {env: {...MISTAKEN, COUNTABLE_SENTRY_DSN: wrong}});
      assert.equal(run.exitCode, 1);
      assert.match(run.stderr, /could not be reported to Sentry; check COUNTABLE_SENTRY_DSN/);
    }
  });
});

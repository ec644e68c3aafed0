import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {
  commit,
  deploy,
  deployable,
  type DeployProject,
  deployEnvironment,
  freePort,
  secretFile,
  write,
} from './support/deploys.ts';
import {countable} from './support/cli.ts';

/** A service for each kind of change, so that all change in one deploy. */
const composeFile = (
  port: number,
  {image, note, mode}: {image: string; note: string; mode: string},
): string =>
  JSON.stringify({
    services: Object.fromEntries(
      Object.entries({
        port: {ports: [`127.0.0.1:${port}:80`], command: 'httpd -f -p 80'},
        variable: {environment: {TOKEN: '$TOKEN', SAME: '1'}},
        file: {volumes: [`./page.html:/page.html:ro`]},
        config: {configs: ['note']},
        secret: {secrets: [{source: 'key', mode}]},
        image: {build: {context: '.', dockerfile_inline: image}},
        other: {},
      }).map(([name, more]) => [
        name,
        // What is built must not get the name of an image that others use.
        {...(!('build' in more) && {image: 'busybox:1.35'}), init: true, command: 'sleep 600', ...more},
      ]),
    ),
    configs: {note: {content: note}},
    secrets: {key: {file: './key.txt'}},
  });

const FIRST = {image: 'FROM busybox:1.35', note: 'one', mode: '0444'};
const SECOND = {image: 'FROM busybox:1.35\nLABEL other=1', note: 'two', mode: '0400'};

describe('what a deploy changes', () => {
  let project: DeployProject;
  afterEach(() => {
    project.remove();
  });

  it('is said of each service before and afterwards, and no value anywhere', async () => {
    const [before, after] = [await freePort(), await freePort()];
    project = deployable({
      'docker-compose.yml': composeFile(before, FIRST),
      'dc.stage.yml': 'services: {}\n',
      'page.html': 'one',
      'key.txt': 'one',
    });
    const env = (token: string) => ({COUNTABLE_ENV_FILE: secretFile(project, `TOKEN=${token}\n`)});
    const first = await deploy(project, {env: env('Quince-Marmalade-17')});
    assert.equal(first.exitCode, 0, first.stderr);

    write(project, {'docker-compose.yml': composeFile(after, SECOND), 'page.html': 'two'});
    const version = commit(project).slice(0, 12);
    const given = env('Walnut-Chutney-23');
    const plan = await countable(['deploy', 'stage', '--plan'], {
      cwd: project.workspace,
      env: deployEnvironment(project, given),
    });
    const lines = [
      `port: recreated (port 127.0.0.1:${after}:80 new; port 127.0.0.1:${before}:80 gone)`,
      'variable: recreated (variable TOKEN changed)',
      'file: recreated (file page.html changed)',
      'config: recreated (config note changed)',
      'secret: recreated (secret key changed)',
    ];
    const image = `image: recreated if it gets another image`;
    const section = plan.stdout.split('What becomes of the services:\n')[1]?.split('\n') ?? [];
    assert.deepEqual(
      section
        .filter(line => line.startsWith('  '))
        .map(line => line.trim())
        .toSorted(),
      [...lines, image, 'Unchanged: other'].toSorted(),
    );

    const second = await deploy(project, {env: given});
    assert.equal(second.exitCode, 0, second.stderr);
    const coming = [...lines, image].map(line => line.replace(': ', ': to be '));
    const {changes = []} = second.result;
    for (const line of [...coming, ...changes]) assert.ok(second.stderr.includes(`${line}\n`), second.stderr);
    const times = changes.filter(line => / was away for \d+\.\d s$/.test(line));
    assert.deepEqual(
      changes.filter(line => !times.includes(line)).toSorted(),
      [
        ...lines,
        `image: recreated (image ${project.name}-stage-image changed)`,
        'Unchanged: other',
      ].toSorted(),
    );
    // Of each at most once: the engine forgets its events where others make many.
    const names = times.map(line => line.split(' ')[0]);
    assert.deepEqual(names, [...new Set(names)]);
    assert.ok(!names.includes('other'), changes.join('\n'));

    const third = await deploy(project, {env: given});
    const untouched = `Nothing changed: ${project.name}-stage runs ${version} already`;
    assert.deepEqual(third.result.changes, [untouched]);
    assert.ok(third.stderr.includes(`${untouched}\n`), third.stderr);

    const releases = path.join(project.root, '.countable', `${project.name}-stage`, 'releases');
    const kept = readdirSync(releases)
      .filter(name => name.endsWith('.json'))
      .map(name => readFileSync(path.join(releases, name), 'utf8'));
    assert.ok(kept.length > 0);
    for (const text of [plan.stdout, plan.stderr, second.stdout, second.stderr, third.stderr, ...kept])
      assert.doesNotMatch(text, /Quince-Marmalade|Walnut-Chutney/);
  });
});

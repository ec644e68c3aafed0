import assert from 'node:assert/strict';
import {cpSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {
  commit,
  deploy,
  deployable,
  type DeployProject,
  freePort,
  secretFile,
  write,
} from './support/deploys.ts';
import {docker} from './support/projects.ts';

/** Projects of the shapes that the agency has: USERS.md's, whole. */
describe('a deploy of a project of every shape', () => {
  let project: DeployProject;

  const shaped = (shape: string): DeployProject => {
    project = deployable({});
    cpSync(path.join(import.meta.dirname, '../fixtures', shape), project.workspace, {recursive: true});
    return project;
  };
  /** What a project fixes may be taken on the machine that runs this. */
  const rewrite = (file: string, change: (text: string) => string): void => {
    const text = readFileSync(path.join(project.workspace, file), 'utf8');
    write(project, {[file]: change(text)});
  };
  afterEach(() => {
    project.remove();
  });

  const up = async (secrets: string, environment = 'stage') => {
    commit(project);
    const run = await deploy(project, {environment, env: {COUNTABLE_ENV_FILE: secretFile(project, secrets)}});
    assert.equal(run.exitCode, 0, run.stderr);
    return run.result;
  };
  const answer = async (port: number, at = '/') => {
    const response = await fetch(`http://127.0.0.1:${port}${at}`);
    return {status: response.status, text: await response.text()};
  };

  it('Django with migrations and collected static files behind nginx, over PostgreSQL', async () => {
    shaped('template');
    const port = await freePort();
    const secrets = `POSTGRES_PASSWORD=it's "quoted" \\$5\nWEB_PORT=${port}\n`;
    const {outcome, urls} = await up(secrets);
    assert.deepEqual([outcome, urls], ['passed', [`http://127.0.0.1:${port}/`]]);
    assert.match((await answer(port)).text, /visit/i);
    assert.equal((await answer(port, '/static/counter/style.css')).status, 200);
    const database = docker('ps', '--quiet', '--filter', `name=${project.name}-stage-db-1`);
    write(project, {'counter/build.py': 'NUMBER = 2\n'});
    assert.equal((await up(secrets)).outcome, 'passed');
    assert.equal(docker('ps', '--quiet', '--filter', `name=${project.name}-stage-db-1`), database);
  });

  it('Node with its data in a folder of the host, beside production of the same project', async () => {
    shaped('cryptsend');
    const [stage, prod] = [await freePort(), await freePort()];
    assert.equal((await up(`WEB_PORT=${stage}\n`)).outcome, 'passed');
    assert.equal((await up(`WEB_PORT=${prod}\n`, 'prod')).outcome, 'passed');
    assert.deepEqual([(await answer(stage)).status, (await answer(prod)).status], [200, 200]);
  });

  it('fixed container names, a network with a name, a database of staging’s own, and a parked service', async () => {
    shaped('maps');
    const port = await freePort();
    rewrite('docker-compose.yml', text =>
      text
        .replace("'8095:80'", `'${port}:80'`)
        .replaceAll('maps_', `${project.name}_`)
        .replace('back-tier', `${project.name}_back-tier`),
    );
    const {outcome, urls} = await up('POSTGRES_PASSWORD=x\n');
    assert.deepEqual([outcome, urls], ['passed', [`http://127.0.0.1:${port}/`]]);
    assert.equal((await answer(port)).status, 200);
    assert.equal(docker('inspect', '--format', '{{.State.Status}}', `${project.name}_web`), 'running');
  });

  it('a bot: no port, no database, nobody to answer', async () => {
    shaped('worker');
    const {outcome, urls} = await up('');
    assert.deepEqual([outcome, urls], ['passed', []]);
  });
});

import assert from 'node:assert/strict';
import {cpSync} from 'node:fs';
import path from 'node:path';
import {commit, deploy, deployable, type DeployProject, freePort, secretFile} from './support/deploys.ts';

/** Projects of the shapes that the agency has: USERS.md's, whole. */
describe('a deploy of a project of every shape', () => {
  let project: DeployProject;

  const shaped = (shape: string): DeployProject => {
    project = deployable({});
    cpSync(path.join(import.meta.dirname, '../fixtures', shape), project.workspace, {recursive: true});
    return project;
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
  });

  it('Node with its data in a folder of the host, beside production of the same project', async () => {
    shaped('cryptsend');
    const [stage, prod] = [await freePort(), await freePort()];
    assert.equal((await up(`WEB_PORT=${stage}\n`)).outcome, 'passed');
    assert.equal((await up(`WEB_PORT=${prod}\n`, 'prod')).outcome, 'passed');
    assert.deepEqual([(await answer(stage)).status, (await answer(prod)).status], [200, 200]);
  });
});

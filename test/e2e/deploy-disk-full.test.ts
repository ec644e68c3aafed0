import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {commit, deploy, deployable, type DeployProject, leftOnDisk, write} from './support/deploys.ts';
import {contents, docker, leftOf} from './support/projects.ts';
import {refusalOf} from './support/refusals.ts';

const FILES = {
  'docker-compose.yml': 'services: {web: {image: "busybox:1.35", init: true, command: sleep 600}}\n',
  'dc.stage.yml': 'services: {web: {environment: {STAGE: "yes"}}}\n',
};
const REMEDY =
  'Free space on that machine; `docker system df` shows what Docker holds, `docker builder prune` frees build cache.';

describe('a deploy on a disk that is full', function () {
  let project: DeployProject;
  let mounted: string[];

  before(function () {
    // Only root may mount a small disk.
    if (process.getuid?.() !== 0) this.skip();
  });
  beforeEach(() => {
    project = deployable(FILES);
    mounted = [];
  });
  afterEach(() => {
    for (const folder of mounted) execFileSync('umount', [folder]);
    project.remove();
  });

  const mount = (folder: string, size: string): void => {
    mkdirSync(folder, {recursive: true});
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', folder]);
    mounted.push(folder);
  };

  const fill = (folder: string): void => {
    const {bavail, bsize} = statfsSync(folder);
    writeFileSync(path.join(folder, 'filler'), Buffer.alloc(bavail * bsize));
  };

  it('says so too when there is no room for as much as a lock', async () => {
    mount(project.root, '64k');
    fill(project.root);
    const {code, exitCode, where, remedy} = refusalOf(await deploy(project));
    assert.deepEqual([code, exitCode, remedy], ['DISK_FULL', 3, REMEDY]);
    assert.ok(where?.startsWith(project.root), where);
    assert.deepEqual(leftOf(project), []);
  });

  it('says so too when the temporary folder has no room', async () => {
    mount(project.temporary, '16k');
    fill(project.temporary);
    execFileSync('mount', ['-o', 'remount,nr_inodes=2', project.temporary]);
    // The loader's cache would be the first to find no room.
    const run = await deploy(project, {env: {TSX_DISABLE_CACHE: '1'}});
    const {code, exitCode, where} = refusalOf(run);
    assert.deepEqual([code, exitCode, where], ['DISK_FULL', 3, project.temporary]);
    rmSync(path.join(project.temporary, 'filler'));
    assert.deepEqual([leftOf(project), leftOnDisk(project)], [[], []]);
  });

  it('leaves what was deployed before as it was, and running', async () => {
    mount(project.root, '80m');
    assert.equal((await deploy(project)).exitCode, 0);
    const container = docker(
      'ps',
      '--no-trunc',
      '--format',
      '{{.ID}} {{.Names}}',
      '--filter',
      `name=${project.name}`,
    );
    const record = path.join(project.root, '.countable', `${project.name}-stage`, 'record.json');
    const deployed = {...contents({...project, workspace: path.join(project.root, `${project.name}-stage`)})};
    const recorded = readFileSync(record, 'utf8');

    writeFileSync(path.join(project.root, 'filler'), Buffer.alloc(40 * 1024 * 1024));
    write(project, {'dc.stage.yml': 'services: {web: {environment: {STAGE: "again"}}}\n', 'new.txt': 'new'});
    commit(project);
    assert.equal(refusalOf(await deploy(project)).code, 'DISK_FULL');
    assert.deepEqual(
      contents({...project, workspace: path.join(project.root, `${project.name}-stage`)}),
      deployed,
    );
    assert.equal(readFileSync(record, 'utf8'), recorded);
    assert.equal(
      docker('ps', '--no-trunc', '--format', '{{.ID}} {{.Names}}', '--filter', `name=${project.name}`),
      container,
    );
  });
});

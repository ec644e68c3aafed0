import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, lstatSync, readFileSync, rmSync} from 'node:fs';
import path from 'node:path';
import {
  commit,
  deploy,
  deployable,
  type DeployOptions,
  type DeployProject,
  write,
} from './support/deploys.ts';
import {docker} from './support/projects.ts';
import {refusalOf} from './support/refusals.ts';

const FILES = {
  'docker-compose.yml': `services:
  web: {image: 'busybox:1.35', init: true, command: sleep 600, volumes: ['./site:/site:ro', './media:/media']}
`,
  'dc.stage.yml': 'services: {}\n',
  'site/index.html': 'one',
  'media/.gitkeep': '',
};

describe('a deploy after one that held something of another kind', () => {
  let project: DeployProject;

  beforeEach(() => {
    project = deployable(FILES);
  });
  afterEach(() => {
    // What containers wrote belongs to root.
    docker('run', '--rm', '--volume', `${project.folder}:/x`, 'busybox:1.35', 'rm', '-rf', '/x/deploys');
    project.remove();
  });

  const here = (...parts: string[]) => path.join(project.root, `${project.name}-stage`, ...parts);
  const there = (file: string) => readFileSync(here(file), 'utf8');
  const passes = async (options: DeployOptions = {}) => {
    const {exitCode, result, stderr} = await deploy(project, options);
    assert.equal(exitCode, 0, stderr);
    return {...result, stderr};
  };
  const checkOut = (files: Record<string, string>, ...gone: string[]) => {
    for (const file of gone) rmSync(path.join(project.workspace, file), {recursive: true});
    write(project, files);
    commit(project);
  };

  describe('of an agent that is not root', () => {
    const NOBODY = 65534;
    const group = () => lstatSync('/var/run/docker.sock').gid;

    before(function () {
      if (process.getuid?.() !== 0) this.skip();
    });
    beforeEach(() => {
      execFileSync('chown', ['-R', String(NOBODY), project.folder]);
      chmodSync(project.folder, 0o755);
    });

    /** Git trusts nobody's files as little as ours. */
    const checkOutFor = (user: number, files: Record<string, string>) => {
      execFileSync('chown', ['-R', '0', project.workspace]);
      checkOut(files);
      execFileSync('chown', ['-R', String(user), project.workspace]);
    };
    const asNobody = () => ({uid: NOBODY, gid: group(), env: {HOME: project.folder}});

    it('says who owns the folder that Docker made, before anything is touched, and how to cure it', async () => {
      await passes(asNobody());
      docker('run', '--rm', '--volume', `${here('conf/app.conf')}:/x`, 'busybox:1.35', 'true');
      checkOutFor(NOBODY, {'conf/app.conf': 'ours', 'site/index.html': 'two'});
      const refusal = refusalOf(await deploy(project, asNobody()));
      assert.deepEqual([refusal.code, refusal.where], ['NOT_WRITABLE', here('conf')]);
      assert.equal(there('site/index.html'), 'one');
      const cure = refusal.remedy.replace(/^.*sudo (.*?)\. .*$/, '$1').replace('"$(id -un)"', String(NOBODY));
      execFileSync('sh', ['-c', cure]);
      await passes(asNobody());
      assert.equal(there('conf/app.conf'), 'ours');
    });
  });
});

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, lstatSync, mkdirSync, readFileSync, rmSync} from 'node:fs';
import path from 'node:path';
import {
  commit,
  deploy,
  deployable,
  type DeployOptions,
  type DeployProject,
  git,
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
  const web = () => `${project.name}-stage-web-1`;
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

  it('brings a file where Docker made a folder for a mount that was missing', async () => {
    await passes();
    docker('run', '--rm', '--volume', `${here('conf/app.conf')}:/x`, 'busybox:1.35', 'true');
    assert.ok(lstatSync(here('conf/app.conf')).isDirectory());
    checkOut({'conf/app.conf': 'ours'});
    await passes();
    assert.equal(there('conf/app.conf'), 'ours');
  });

  it('refuses to bring a file where a site has put its data, and leaves all as it is', async () => {
    await passes();
    docker('exec', web(), 'sh', '-c', 'mkdir /media/2026 && echo photo > /media/2026/a.jpg');
    checkOut({'media/2026': 'a file', 'site/index.html': 'two'});
    const refusal = refusalOf(await deploy(project));
    assert.deepEqual(
      [refusal.code, refusal.exitCode, refusal.where],
      ['FILE_IN_THE_WAY', 3, here('media/2026/a.jpg')],
    );
    assert.equal(
      refusal.message,
      `In ${here()}: media/2026/a.jpg was not put there by a deploy, and lies where media/2026 belongs.`,
    );
    assert.deepEqual([there('media/2026/a.jpg'), there('site/index.html')], ['photo\n', 'one']);
    const cure = refusal.remedy.slice(refusal.remedy.indexOf('mv '));
    execFileSync('sh', ['-c', cure]);
    await passes();
    assert.deepEqual([there('media/2026'), there('media/2026.old/a.jpg')], ['a file', 'photo\n']);
  });

  it('says that a submodule is not checked out, and goes on without', async () => {
    const library = path.join(project.folder, 'library');
    mkdirSync(library);
    const inLibrary = {...project, workspace: library};
    git(inLibrary, 'init', '--quiet');
    write(inLibrary, {'lib.txt': 'library'});
    commit(inLibrary);
    git(project, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'vendor');
    commit(project);
    await passes();
    assert.equal(there('vendor/lib.txt'), 'library');
    git(project, 'submodule', '--quiet', 'deinit', '--force', 'vendor');
    const {warnings} = await passes();
    assert.deepEqual(
      warnings?.map(({code, message}) => [code, message]),
      [['SUBMODULE_MISSING', 'The submodule vendor is not checked out: its files are left out.']],
    );
    checkOut({'dc.stage.yml': 'services: {web: {volumes: ["./vendor/lib.txt:/lib.txt"]}}\n'});
    const refusal = refusalOf(await deploy(project));
    assert.deepEqual([refusal.code, refusal.where], ['FILE_MISSING', 'dc.stage.yml:1']);
    assert.match(refusal.remedy, /git submodule update --init vendor/);
  });

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

    it('leaves a folder alone that a database has made its own', async () => {
      await passes(asNobody());
      docker(
        'run',
        '--rm',
        '--volume',
        `${here('media')}:/m`,
        'busybox:1.35',
        'sh',
        '-c',
        'chown 999 /m; chmod 700 /m',
      );
      checkOutFor(NOBODY, {'site/index.html': 'two'});
      const {warnings} = await passes(asNobody());
      assert.equal(there('site/index.html'), 'two');
      assert.deepEqual(
        warnings?.map(({code}) => code),
        ['NOT_READABLE'],
      );
      await passes(asNobody());
    });
  });
});

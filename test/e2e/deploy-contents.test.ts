import assert from 'node:assert/strict';
import {rmSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {commit, deploy, deployable, type DeployProject, secretFile, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';

const FILES = {
  'docker-compose.yml': `services:
  web:
    image: busybox:1.35
    init: true
    command: sleep 600
    configs: [site, inline]
    secrets: [password, fromVariable]
    env_file: web.env
    label_file: web.labels
    volumes:
      - './current/page.html:/page.html:ro'
      - './site:/folder:ro'
      - './by-hand.txt:/by-hand.txt:ro'
      - './data.txt:/data.txt'
  other: {image: 'busybox:1.35', init: true, command: sleep 600}
configs:
  site: {file: ./site.conf}
  inline: {content: "one\\n"}
secrets:
  password: {file: ./password.txt}
  fromVariable: {environment: FROM_VARIABLE}
`,
  'dc.stage.yml': 'services: {}\n',
  'site.conf': 'one',
  'password.txt': 'one',
  'web.env': 'A=one\n',
  'web.labels': 'a=one\n',
  'versions/1/page.html': 'one',
  'site/index.html': 'one',
};

describe('a container is replaced when what it is made of has changed:', () => {
  let project: DeployProject;

  beforeEach(async () => {
    project = deployable(FILES);
    symlinkSync('versions/1', path.join(project.workspace, 'current'));
    commit(project);
    const folder = {...project, workspace: here('')};
    write(folder, {'by-hand.txt': 'one', 'data.txt': 'one'});
    await up();
  });
  afterEach(() => {
    project.remove();
  });

  const here = (file: string) => path.join(project.root, `${project.name}-stage`, file);
  const up = async (secrets = 'FROM_VARIABLE=one\n') => {
    const run = await deploy(project, {env: {COUNTABLE_ENV_FILE: secretFile(project, secrets)}});
    assert.equal(run.exitCode, 0, run.stderr);
  };
  const idOf = (service: string) =>
    docker('ps', '--quiet', '--filter', `name=${project.name}-stage-${service}-1`);
  const read = (file: string) => docker('exec', `${project.name}-stage-web-1`, 'cat', file);

  /** Deploys once more, and expects that web is replaced, and nothing else. */
  const replaces = async (deploying: () => Promise<void>) => {
    const [web, other] = [idOf('web'), idOf('other')];
    await deploying();
    assert.notEqual(idOf('web'), web, 'it is replaced');
    assert.equal(idOf('other'), other, 'nothing else is');
  };
  const changed = (files: Record<string, string>) => {
    write(project, files);
    commit(project);
  };

  it('the file of a config, of a secret, an env_file, a label_file, a folder, the content of a config', async () => {
    for (const [files, seen, content] of [
      [{'site.conf': 'two'}, '/site', 'two'],
      [{'password.txt': 'two'}, '/run/secrets/password', 'two'],
      [{'web.env': 'A=two\n'}, undefined, undefined],
      [{'web.labels': 'a=two\n'}, undefined, undefined],
      [{'docker-compose.yml': FILES['docker-compose.yml'].replace('"one\\n"', '"two\\n"')}, '/inline', 'two'],
    ] as const) {
      changed(files);
      await replaces(() => up());
      if (seen !== undefined) assert.equal(read(seen), content);
    }
    changed({'site/index.html': 'two'});
    await replaces(() => up());
    assert.equal(read('/folder/index.html'), 'two');
  });

  it('a mounted file behind a link, and the link itself', async () => {
    changed({'versions/1/page.html': 'two'});
    await replaces(() => up());
    assert.equal(read('/page.html'), 'two');
    rmSync(path.join(project.workspace, 'current'));
    symlinkSync('versions/2', path.join(project.workspace, 'current'));
    changed({'versions/2/page.html': 'three'});
    await replaces(() => up());
    assert.equal(read('/page.html'), 'three');
  });

  it('a value that reaches it as a secret, and a file that was put there by hand for it to read', async () => {
    await replaces(() => up('FROM_VARIABLE=two\n'));
    assert.equal(read('/run/secrets/fromVariable'), 'two');
    writeFileSync(here('by-hand.txt'), 'two');
    await replaces(() => up('FROM_VARIABLE=two\n'));
    assert.equal(read('/by-hand.txt'), 'two');
  });

  it('an image under the same name, which nobody here built', async () => {
    const image = `${project.name}-base:1`;
    const build = (content: string) => {
      write(
        {...project, workspace: path.join(project.folder, 'base')},
        {
          Dockerfile: `FROM busybox:1.35\nLABEL content=${content}\n`,
        },
      );
      docker('build', '--quiet', '--tag', image, path.join(project.folder, 'base'));
    };
    build('one');
    changed({'dc.stage.yml': `services: {web: {image: "${image}"}}\n`});
    await up();
    build('two');
    await replaces(() => up());
    const version = () =>
      docker('inspect', '--format', '{{index .Config.Labels "ca.countable.version"}}', idOf('web'));
    assert.match(version(), /^[0-9a-f]{12}$/);
  });

  it('and not when nothing of it has: other files, its own data, another deploy', async () => {
    const before = [idOf('web'), idOf('other')];
    changed({'README.md': 'more', 'versions/3/page.html': 'not current'});
    writeFileSync(here('data.txt'), 'written by the site');
    await up();
    assert.deepEqual([idOf('web'), idOf('other')], before);
  });
});

import assert from 'node:assert/strict';
import {symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {commit, deploy, deployable, type DeployProject, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';

/** What a container is made of, a service each, so that all of it changes in one deploy. */
const MADE_OF = {
  config: {configs: ['site']},
  secret: {secrets: ['password']},
  envFile: {env_file: 'web.env'},
  linked: {volumes: ['./current/page.html:/page.html:ro']},
  folder: {volumes: ['./site:/folder:ro']},
  byHand: {volumes: ['./by-hand.txt:/by-hand.txt:ro', './data.txt:/data.txt']},
  other: {},
};
type Service = keyof typeof MADE_OF;
const SERVICES = Object.keys(MADE_OF) as Service[];

/** `image` is that of one more. */
const composeFile = (image: string): string =>
  JSON.stringify({
    services: Object.fromEntries(
      Object.entries({...MADE_OF, based: {image}}).map(([name, more]) => [
        name,
        {image: 'busybox:1.35', init: true, command: 'sleep 600', ...more},
      ]),
    ),
    configs: {site: {file: './site.conf'}},
    secrets: {password: {file: './password.txt'}},
  });

const files = (text: string): Record<string, string> => ({
  'site.conf': text,
  'password.txt': text,
  'web.env': `A=${text}\n`,
  'versions/1/page.html': text,
  'site/index.html': text,
});

describe('a container is replaced when what it is made of has changed', () => {
  let project: DeployProject;

  afterEach(() => {
    project.remove();
  });

  const here = (file: string) => path.join(project.root, `${project.name}-stage`, file);
  const image = () => `${project.name}-base:1`;
  const build = (content: string) => {
    const base = {...project, workspace: path.join(project.folder, 'base')};
    write(base, {Dockerfile: `FROM busybox:1.35\nLABEL content=${content}\n`});
    docker('build', '--quiet', '--tag', image(), base.workspace);
  };
  const up = async () => {
    commit(project);
    const run = await deploy(project);
    assert.equal(run.exitCode, 0, run.stderr);
  };
  const ids = (): Record<string, string> =>
    Object.fromEntries(
      docker('ps', '--filter', `name=${project.name}-stage`, '--format', '{{.Names}} {{.ID}}')
        .replaceAll(`${project.name}-stage-`, '')
        .split('\n')
        .map(line => line.split('-1 ') as [string, string]),
    );
  const read = (service: Service, file: string) =>
    docker('exec', `${project.name}-stage-${service}-1`, 'cat', file);

  it('and not when something else has: what it reads is what there is', async () => {
    project = deployable({...files('one'), 'dc.stage.yml': 'services: {}\n'});
    symlinkSync('versions/1', path.join(project.workspace, 'current'));
    build('one');
    write(project, {'docker-compose.yml': composeFile(image())});
    write({...project, workspace: here('')}, {'by-hand.txt': 'one', 'data.txt': 'one'});
    await up();
    const before = ids();
    assert.deepEqual(Object.keys(before).sort(), [...SERVICES, 'based'].sort());

    write(project, {'README.md': 'more', 'versions/3/page.html': 'not current'});
    writeFileSync(here('data.txt'), 'written by the site');
    await up();
    assert.deepEqual(ids(), before, 'other files, and its own data');

    write(project, {...files('two'), 'docker-compose.yml': composeFile(image())});
    writeFileSync(here('by-hand.txt'), 'two');
    build('two');
    await up();
    const after = ids();
    const kept = Object.keys(before).filter(service => before[service] === after[service]);
    assert.deepEqual(kept, ['other']);
    for (const [service, file] of [
      ['config', '/site'],
      ['secret', '/run/secrets/password'],
      ['linked', '/page.html'],
      ['folder', '/folder/index.html'],
      ['byHand', '/by-hand.txt'],
    ] as const)
      assert.equal(read(service, file), 'two', service);
    const version = '{{index .Config.Labels "ca.countable.version"}}';
    assert.match(docker('inspect', '--format', version, after['based'] ?? ''), /^[0-9a-f]{12}$/);
  });
});

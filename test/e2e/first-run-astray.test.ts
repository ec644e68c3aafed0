import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import {COMPOSE, newcomersHome} from './support/firstRun.ts';

describe('a first run in another folder, or with files of other names', () => {
  const {at, write, run} = newcomersHome();

  it('in a folder of the project names the project', async () => {
    execFileSync('git', ['init', '--quiet', at('My shop')]);
    mkdirSync(at('My shop/src/js'), {recursive: true});
    write('My shop/docker-compose.yml', COMPOSE);
    for (const verb of [['plan'], ['test']]) {
      const {exitCode, stderr} = await run(verb, 'My shop/src/js');
      assert.equal(exitCode, 4, stderr);
      assert.match(stderr, /remedy +\S+ lies above, so run it there: cd '\S*\/My shop'\n/, verb[0]);
    }
  });

  it('in the folder of the compose files names that of the settings', async () => {
    execFileSync('git', ['init', '--quiet', '--initial-branch', 'main', at('My shop')]);
    execFileSync(
      'git',
      [
        '-c',
        'user.name=A',
        '-c',
        'user.email=a@example.org',
        'commit',
        '--quiet',
        '--allow-empty',
        '-m',
        'x',
      ],
      {
        cwd: at('My shop'),
      },
    );
    write('My shop/countable.yml', 'compose: {file: infra/docker-compose.yml}\n');
    write('My shop/infra/docker-compose.yml', 'services: {web: {image: busybox:1.35}}\n');
    execFileSync('git', ['add', '.'], {cwd: at('My shop')});
    for (const verb of [['plan'], ['deploy', 'stage', '--plan']]) {
      const {exitCode, stderr} = await run(verb, 'My shop/infra');
      assert.equal(exitCode, 4, stderr);
      assert.match(stderr, /countable\.yml lies above, so run it there: cd '\S*\/My shop'\n/, verb[0]);
    }
  });

  it('does not look for a project above the repository', async () => {
    write('docker-compose.yml', COMPOSE);
    execFileSync('git', ['init', '--quiet', at('My shop')]);
    assert.doesNotMatch((await run(['plan'])).stderr, /lies above/);
  });

  describe('with files of other names', () => {
    const WEB = 'services: {web: {image: busybox:1.35}}\n';
    for (const name of ['docker-compose.test.yml'])
      it(`says what ${name} is to be called`, async () => {
        write('My shop/docker-compose.yml', WEB);
        write(`My shop/${name}`, COMPOSE);
        const {exitCode, stderr} = await run(['test', '--plan']);
        assert.equal(exitCode, 4, stderr);
        assert.ok(
          stderr.includes(
            `There is ${name}: call it dc.test.yml, or set \`compose: {environments: {test: ${name}}}\` in countable.yml.`,
          ),
          stderr,
        );
      });

    it('says it of a deploy, and by the long name of the environment', async () => {
      write('My shop/docker-compose.yml', WEB);
      write('My shop/compose.staging.yml', WEB);
      for (const verb of [
        ['deploy', 'stage', '--plan'],
        ['plan', '--branch', 'develop'],
      ])
        assert.match((await run(verb)).stderr, /There is compose\.staging\.yml: call it dc\.stage\.yml/);
    });

    it('goes by the compose file that Compose goes by, and says so', async () => {
      write('My shop/compose.yml', WEB);
      write('My shop/compose.yaml', COMPOSE);
      const said = 'compose.yaml counts, as it does for Compose, and compose.yml does not.';
      const planned = await run(['plan']);
      assert.ok(planned.stdout.includes(said), planned.stdout + planned.stderr);
      const tested = await run(['test', '--plan']);
      assert.equal(tested.exitCode, 0, tested.stderr);
      assert.ok(tested.stderr.includes(said), tested.stderr);
    });
  });
});

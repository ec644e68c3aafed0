import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {renameSync, symlinkSync, unlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {besideDeploys, besideNeighbour, busybox} from './support/neighbour.ts';
import {testRequest} from './support/testStage.ts';

const service = (text: string): string => `services:\n  test:\n    image: busybox:1.35\n    ${text}\n`;
const PLAIN = service('command: "true"');

describe('files that Compose would read, on a machine that deploys', () => {
  const {neighbour, lines, compose, isRefused} = besideDeploys();

  /** `SECRET` stands for a file of the neighbour's. */
  const asks: Record<string, string> = {
    'env_file by a variable': service('env_file: ${OUTSIDE}'),
    'env_file by an anchor': `x-a: &a {env_file: SECRET}\n${service('<<: *a')}`,
    'extends by way of a file': service('extends: {file: common.yml, service: x}'),
    'include by its own variable': `include: [{path: var.yml, env_file: var.env}]\n${PLAIN}`,
    'a key that only some see': service('? !!binary ZW52X2ZpbGU=\n    : SECRET'),
  };
  for (const [what, text] of Object.entries(asks)) {
    it(`are refused before it does, and no line of them is shown: ${what}`, async () => {
      const {folder} = neighbour();
      const secret = path.join(folder, 'secrets.env');
      writeFileSync(secret, 'TOP_SECRET=hunter2\n: not: valid: [\n');
      const filled = (one: string) =>
        one
          .replaceAll('SECRET', secret)
          .replaceAll('FOLDER', folder)
          .replaceAll('BASE', path.basename(folder));
      compose(filled(text), {
        '.env': `OUTSIDE=${secret}\n`,
        'common.yml': filled('services: {x: {image: "busybox:1.35", env_file: SECRET}}\n'),
        'inc.yml': 'services: {i: {image: "busybox:1.35", env_file: secrets.env}}\n',
        'sub/inc.yml': filled('services: {i: {image: "busybox:1.35", env_file: SECRET}}\n'),
        'var.yml': 'services: {i: {image: "busybox:1.35", env_file: "${WHERE}"}}\n',
        'var.env': filled('WHERE=SECRET\n'),
      });
      const {message, cause} = await isRefused(what);
      assert.doesNotMatch(`${message} ${String(cause)} ${lines().join(' ')}`, /hunter2|not: valid/);
    });
  }
});

describe('files that Compose would read of a project that is called in two ways', () => {
  const {neighbour, project, compose, lines, run} = besideDeploys();

  it('are refused by either', async () => {
    compose(PLAIN);
    const link = path.join(neighbour().folder, project().name);
    symlinkSync(project().workspace, link);
    const secret = path.join(neighbour().folder, 'secrets.env');
    writeFileSync(secret, 'TOP_SECRET=hunter2\n');
    project().write('docker-compose.yml', `include: [${project().workspace}/other.yml]\n${PLAIN}`);
    project().write('other.yml', `services: {x: {image: "busybox:1.35", env_file: ${secret}}}\n`);
    await assert.rejects(run(testRequest(link, project().output)), {
      code: 'TEST_NOT_ALLOWED',
      where: 'other.yml:1',
    });
    assert.deepEqual(lines(), []);
  });
});

describe('files of a project that are none', () => {
  const {neighbour, project, compose, failing, run} = besideNeighbour();
  const at = (file: string) => path.join(project().workspace, file);

  const replaced: [file: string, text: string, where: string][] = [
    ['.env', PLAIN, '.env'],
    ['e.yml', service('extends: {file: e.yml, service: x}'), 'docker-compose.yml:4'],
  ];
  for (const [file, text, where] of replaced) {
    const files = {'dc.test.yml': 'services: {}\n', [file]: text};

    it(`are not read where they are links that lead out: ${file}`, async () => {
      compose(text, files);
      const secret = path.join(neighbour().folder, 'secret.env');
      writeFileSync(secret, 'A=hunter2\nroot:$6$x:1::\n');
      unlinkSync(at(file));
      symlinkSync(secret, at(file));
      const error = await failing();
      assert.deepEqual([error.code, error.where], ['OUTSIDE_PROJECT', where]);
      assert.doesNotMatch(`${error.message} ${String(error.cause)}`, /hunter2|root:/);
    });

    it(`are not waited for where they are pipes: ${file}`, async () => {
      compose(text, files);
      unlinkSync(at(file));
      execFileSync('mkfifo', [at(file)]);
      const {code, where: place} = await failing();
      assert.deepEqual([code, place], ['OUTSIDE_PROJECT', where]);
    });
  }

  it('are read through links that stay within', async () => {
    compose(service('env_file: x.env\n    command: sh -c \'[ "$$A" = 1 ]\''), {'x.env': 'A=1\n', 'a/b': ''});
    for (const file of ['docker-compose.yml', 'x.env']) {
      renameSync(at(file), at(`a/${file}`));
      symlinkSync(`a/${file}`, at(file));
    }
    assert.equal((await run()).outcome, 'passed');
  });

  it('are read where the workspace itself is reached by a link', async () => {
    compose({services: {test: busybox('cat /w/x', {volumes: ['.:/w'], env_file: ['x']})}}, {x: 'A=1\n'});
    const link = path.join(neighbour().folder, project().name);
    symlinkSync(project().workspace, link);
    assert.equal((await run(testRequest(link, project().output))).outcome, 'passed');
  });
});

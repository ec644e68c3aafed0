import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {DoctorResult} from '../../ts-helpers/src/doctor/doctor.ts';
import {RULES} from '../../ts-helpers/src/doctor/rules.ts';
import {createRepository} from '../fakes/repository.ts';
import {STAND_INS} from '../ts/support/standIns.ts';
import {expectedOf, fixtureProject} from '../ts/support/doctorFixtures.ts';
import {countable} from './support/cli.ts';

const look = (folder: string, ...flags: string[]) => countable(['doctor', '--workspace', folder, ...flags]);
const found = async (folder: string): Promise<DoctorResult['findings']> =>
  (JSON.parse((await look(folder, '--history', '--json')).stdout) as DoctorResult).findings;

describe('countable doctor, with Compose itself', function () {
  this.timeout(60_000);

  // It is not installed everywhere: see test/ts/doctor/rules.test.ts.
  for (const {code, fix} of RULES.filter(rule => rule.code !== 'hadolint'))
    it(`${code} is found where it is broken, and nowhere where it is kept`, async () => {
      for (const kind of ['bad', 'good'] as const) {
        const {folder, remove} = fixtureProject(code, kind);
        try {
          const own = (await found(folder)).filter(one => one.code === code);
          const places = own.map(({file, line}) => ({file, ...(line !== undefined && {line})}));
          assert.deepEqual(places, kind === 'bad' ? expectedOf(code) : [], kind);
          if (kind === 'good' || fix === undefined) continue;
          await look(folder, '--fix', '--yes', 'shop');
          const left = (await found(folder)).map(one => one.code);
          assert.deepEqual(
            left.filter(one => [code, 'compose-unreadable'].includes(one)),
            [],
          );
        } finally {
          remove();
        }
      }
    });

  it('follows what files include and extend, whose env files are not there', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countable-doctor-'));
    try {
      const files = {
        'countable.yml': 'compose: {file: docker/docker-compose.yml}\n',
        'docker/docker-compose.yml':
          'include: [more/redis.yml]\nservices: {web: {extends: {file: base.yml, service: base}, restart: always}}\n',
        'docker/base.yml':
          'services: {base: {image: "web:${TAG:?}", env_file: gone.env, command: "${RUN:?}"}}\n',
        'docker/more/redis.yml':
          'services:\n  cache:\n    image: redis\n    env_file: gone.env\n    restart: always\n',
        'docker/dc.prod.yml': 'services: {}\n',
        '.gitignore': '.env\n*.override.yml\n',
      };
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(folder, name)), {recursive: true});
        writeFileSync(path.join(folder, name), text);
      }
      createRepository(folder, 'master').commit('Begin');
      assert.deepEqual(
        (await found(folder)).map(({code, file, line}) => ({code, file, line})),
        [{code: 'image-unpinned', file: 'docker/more/redis.yml', line: 3}],
      );
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

  it('has stand-ins that Compose takes wherever a variable is used', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countable-doctor-'));
    try {
      const services = STAND_INS.map(([line], index) => {
        const image = line.startsWith('image') ? '' : '    image: x\n';
        return `  s${index}:\n${image}    ${line.replaceAll('X', `X${index}`)}\n`;
      });
      writeFileSync(
        path.join(folder, 'docker-compose.yml'),
        `services:\n${services.join('')}volumes: {v: {}}\n`,
      );
      const all = await found(folder);
      assert.deepEqual(
        all.filter(({code}) => code === 'compose-unreadable').map(({message}) => message),
        [],
      );
      assert.ok(all.some(({code}) => code === 'image-unpinned'));
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

  it('ends with what its findings are worth, and prints them all the same', async () => {
    const {folder, remove} = fixtureProject('waits-for-no-end', 'bad');
    try {
      const failed = await look(folder);
      assert.equal(failed.exitCode, 4);
      assert.match(failed.stdout, /^✗ A service waits for the end .*\n {2}dc\.prod\.yml:3: /);
      assert.match(failed.stderr, /CONVENTIONS_BROKEN/);
      assert.equal((await look(folder, '--write-baseline')).exitCode, 0);
      assert.equal((await look(folder, '--fail-on', 'note')).exitCode, 0);
      assert.match((await look(folder, '--format', 'junit')).stdout, /^<\?xml [^]*<\/testsuites>\n$/);
      assert.equal(JSON.parse((await look(folder, '--format', 'sarif')).stdout).version, '2.1.0');
    } finally {
      remove();
    }
  });

  it('mends what is mechanical once that is said, and Compose reads it', async () => {
    const {folder, remove} = fixtureProject('restart-missing', 'bad');
    const diff = () => execFileSync('git', ['diff', '--stat'], {cwd: folder, encoding: 'utf8'});
    try {
      const shown = await look(folder, '--fix', '--plan');
      assert.equal(shown.exitCode, 0);
      assert.match(shown.stdout, /^\+\+\+ b\/dc\.prod\.yml\n@@ .*\n[^]*^\+ {4}restart: unless-stopped$/m);
      const refused = await look(folder, '--fix');
      assert.equal(refused.exitCode, 2);
      assert.match(refused.stderr, /FIX_UNCONFIRMED/);
      assert.equal(refused.stdout, shown.stdout);
      assert.match((await look(folder, '--fix', '--yes', 'other')).stderr, /names other/);
      assert.equal(diff(), '');
      const done = await look(folder, '--fix', '--yes', 'shop');
      assert.equal(done.exitCode, 0, done.stderr);
      assert.match(
        done.stdout,
        /restart: unless-stopped[^]*2 files changed\. What is left: countable doctor\n$/,
      );
      assert.match(diff(), /dc\.prod\.yml \| 1 \+/);
      assert.ok(
        (await found(folder)).every(({code}) => !['restart-missing', 'compose-unreadable'].includes(code)),
      );
      assert.match((await look(folder, '--fix', '--yes', 'shop')).stdout, /nothing that mends itself/);
      assert.equal((await look(folder, '--plan')).exitCode, 2);
      assert.equal((await look(folder, '--fix', '--write-baseline')).exitCode, 2);
    } finally {
      remove();
    }
  });

  it('looks at a repository of 1,000 files, and writes nothing', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countable-doctor-'));
    try {
      for (let index = 0; index < 1_000; index += 1) {
        mkdirSync(path.join(folder, `src/${index % 50}`), {recursive: true});
        writeFileSync(path.join(folder, `src/${index % 50}/${index}.py`), `print(${index})\n`);
      }
      const services = Array.from(
        {length: 20},
        (_, index) =>
          `  s${index}: {build: "src/${index}", volumes: ["./src:/src"], ports: ["80${index + 10}:80"]}\n`,
      );
      writeFileSync(path.join(folder, 'docker-compose.yml'), `services:\n${services.join('')}`);
      for (const name of ['test', 'dev', 'stage', 'prod'])
        writeFileSync(path.join(folder, `dc.${name}.yml`), 'services: {}\n');
      for (let index = 0; index < 20; index += 1)
        writeFileSync(path.join(folder, `src/${index}/Dockerfile`), 'FROM python:3.12\nCOPY . .\n');
      createRepository(folder).commit('Begin');
      const {stdout} = await look(folder, '--json');
      assert.ok((JSON.parse(stdout) as DoctorResult).findings.length > 40);
      assert.equal(execFileSync('git', ['status', '--porcelain'], {cwd: folder, encoding: 'utf8'}), '');
    } finally {
      rmSync(folder, {recursive: true});
    }
  });
});

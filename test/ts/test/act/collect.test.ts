import assert from 'node:assert/strict';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createFiles} from '../../../../ts-helpers/src/outside/files.ts';
import {createMasks} from '../../../../ts-helpers/src/secrets/mask.ts';
import {createJUnitReports} from '../../../../ts-helpers/src/test/junitFiles.ts';
import {createPlaces} from '../../../../ts-helpers/src/outside/places.ts';
import {collectReports, keepReports} from '../../../../ts-helpers/src/test/act/collect.ts';
import {listenForTests} from '../../../../ts-helpers/src/test/verdict/printedTests.ts';
import {CommandFailed} from '../../../../ts-helpers/src/errors/userError.ts';

type Collecting = Parameters<typeof collectReports>[0];
type Needs = Parameters<typeof collectReports>[1];

const GOOD = '<testsuite><testcase name="a"/></testsuite>';

describe('the reports of a test run', () => {
  let root: string;
  let warned: string[];
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'countable-collect-'));
    warned = [];
    for (const folder of ['workspace', 'temporary', 'out', 'elsewhere']) mkdirSync(path.join(root, folder));
  });
  afterEach(() => {
    rmSync(root, {recursive: true});
  });
  const at = (...parts: string[]) => path.join(root, ...parts);
  const voice = {warn: (message: string) => warned.push(message)};

  const collect = (
    junit: string[],
    copyFiles: Needs['docker']['copyFiles'],
    {
      changed = () => Promise.resolve([]),
      output = '',
    }: {changed?: () => Promise<string[]>; output?: string} = {},
  ) => {
    const printed = listenForTests();
    printed.hear(output);
    const collecting = {
      gathered: {project: {workspace: at('workspace')}, temporary: at('temporary')},
      ended: {container: {id: 'id', workingFolder: '/app'}, printed},
      how: {service: 'test', junit},
      since: new Date(0),
    };
    return collectReports(
      collecting as unknown as Collecting,
      {
        docker: {copyFiles, changed},
        files: createFiles(),
        loadJUnit: () => Promise.resolve(createJUnitReports()),
        voice,
        mask: createMasks().mask,
        maskData: createMasks().data,
      } as unknown as Needs,
    );
  };

  it('come from the container where the workspace has none, and say what was left out', async () => {
    const asked: string[] = [];
    const {files, cases, texts} = await collect([], (_container, from, {to, under = '', isWanted}) => {
      asked.push(from);
      if (from !== '/app/reports') return Promise.resolve(undefined);
      mkdirSync(path.join(to, under, 'reports'), {recursive: true});
      writeFileSync(path.join(to, under, 'reports/j.xml'), GOOD);
      assert.deepEqual([isWanted('/app/reports/j.xml'), isWanted('/app/reports/video.mp4')], [true, false]);
      return Promise.resolve({
        files: [],
        leftOut: [{name: 'reports/l.xml', why: 'is no file but a symlink'}],
      });
    });
    assert.deepEqual(asked, ['/app/reports', '/app/test-results', '/app/junit.xml']);
    assert.deepEqual([files, cases.length, texts.get('app/reports/j.xml')], [['app/reports/j.xml'], 1, GOOD]);
    assert.deepEqual(warned, ['Left out of the test reports: /app/reports/l.xml is no file but a symlink.']);
  });

  it('come from wherever in the container the tests wrote them', async () => {
    const asked: string[] = [];
    const many = Array.from({length: 9}, (_, index) => `/srv/target/surefire-reports/TEST-${index}.xml`);
    const copy: Needs['docker']['copyFiles'] = (_container, from) => {
      asked.push(from);
      return Promise.resolve(undefined);
    };
    const changed = () =>
      Promise.resolve(['/app', '/app/reports/a.xml', '/build/logs/junit.xml', '/app/pom.xml', ...many]);
    await collect([], copy, {changed});
    assert.deepEqual(asked.slice(3), ['/build/logs/junit.xml', '/srv/target/surefire-reports']);
  });

  it('are looked for elsewhere only where the usual places do not hold as many tests as were run', async () => {
    const copied = (_container: string, from: string, {to, under = ''}: {to: string; under?: string}) => {
      const isThere = from !== '/app/junit.xml' && from !== '/app/test-results';
      if (isThere) mkdirSync(path.join(to, under), {recursive: true});
      if (isThere) writeFileSync(path.join(to, under, `${path.basename(from)}.xml`), GOOD);
      return Promise.resolve(isThere ? {files: [], leftOut: []} : undefined);
    };
    const casesOf = async (output: string) => {
      let looked = 0;
      const changed = () => Promise.resolve([`/front/junit-${(looked += 1)}.xml`]);
      const {cases} = await collect([], copied, {changed, output});
      rmSync(at('temporary/reports'), {recursive: true});
      return [cases.length, looked];
    };
    assert.deepEqual(await casesOf('==== 1 passed in 0.19s ===='), [1, 0]);
    assert.deepEqual(await casesOf('==== 2 passed in 0.19s ===='), [2, 1]);
    assert.deepEqual(await casesOf('All is well'), [2, 1]);
  });

  it('come from the usual places of a container that cannot say what was written', async () => {
    const asked: string[] = [];
    const copy: Needs['docker']['copyFiles'] = (_container, from) => {
      asked.push(from);
      return Promise.resolve(undefined);
    };
    const failing = () =>
      Promise.reject(new CommandFailed({program: 'docker', args: ['diff'], tail: [], exitCode: 1}));
    await collect([], copy, {changed: failing});
    assert.equal(asked.length, 3);
    assert.match(warned.join(), /^What the tests wrote in their container cannot be told: /);
  });

  it('do not fail the tests where they cannot be copied', async () => {
    const failing = () =>
      Promise.reject(
        new CommandFailed({program: 'docker', args: [], tail: [], stderr: 'file name too long\n'}),
      );
    assert.deepEqual((await collect(['/x/y.xml'], failing)).files, []);
    assert.deepEqual(warned, ['The test reports at /x/y.xml could not be copied: file name too long']);
  });

  it('are written where they belong, and through no link', async () => {
    symlinkSync(at('elsewhere'), at('out/linked'));
    symlinkSync(at('elsewhere/file'), at('out/file.xml'));
    const texts = new Map([
      ['a/b.xml', GOOD],
      ['linked/evil.xml', GOOD],
      ['file.xml', GOOD],
    ]);
    const needs = {files: createFiles(), places: createPlaces(), voice} as unknown as Parameters<
      typeof keepReports
    >[2];
    await keepReports({files: [], unreadable: 0, cases: [], texts}, at('out'), needs);
    assert.equal(readFileSync(at('out/a/b.xml'), 'utf8'), GOOD);
    assert.deepEqual(
      [existsSync(at('elsewhere/evil.xml')), existsSync(at('elsewhere/file')), warned.length],
      [false, false, 2],
    );
  });

  it('that cannot be kept are told, and do not hide how the tests ended', async () => {
    writeFileSync(at('file'), '');
    const needs = {files: createFiles(), places: createPlaces(), voice} as unknown as Parameters<
      typeof keepReports
    >[2];
    await keepReports(
      {files: [], unreadable: 0, cases: [], texts: new Map([['a.xml', GOOD]])},
      at('file', 'out'),
      needs,
    );
    assert.match(warned.join(), /^The test reports could not be kept: .*cannot be written/);
  });

  it('make no folder where there are none', async () => {
    const needs = {files: createFiles(), places: createPlaces(), voice} as unknown as Parameters<
      typeof keepReports
    >[2];
    await keepReports({files: [], unreadable: 0, cases: [], texts: new Map()}, at('none'), needs);
    assert.equal(existsSync(at('none')), false);
  });
});

import assert from 'node:assert/strict';
import {mkdir, mkdtemp, rm, symlink, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createJUnitReports} from '../../../ts-helpers/src/test/junitFiles.ts';

describe('JUnit reports', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'countable-junit-'));
  });
  afterEach(() => rm(folder, {recursive: true}));

  const put = async (file: string, text: string) => {
    await mkdir(path.dirname(path.join(folder, file)), {recursive: true});
    await writeFile(path.join(folder, file), text);
  };
  const read = (since?: Date) =>
    createJUnitReports().read(folder, {globs: ['**/*.xml'], ...(since && {since})});
  const casesIn = async (text: string) => {
    await put('junit.xml', text);
    return (await read())[0]?.cases;
  };

  it('are read as pytest writes them', async () => {
    const cases = await casesIn(`<?xml version="1.0" encoding="utf-8"?>
<testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="1" skipped="1" tests="4">
<testcase classname="shop.tests.Sum" name="test_ok" time="0.1" />
<testcase classname="shop.tests.Sum" name="test_bad"><failure message="assert 2 &gt; 3&#10;more">trace</failure></testcase>
<testcase classname="shop.tests.Sum" name="test_setup"><error message="no db">trace</error></testcase>
<testcase classname="shop.tests.Sum" name="test_later"><skipped type="pytest.skip" message="later">x</skipped></testcase>
</testsuite></testsuites>`);
    assert.deepEqual(cases, [
      {name: 'test_ok', group: 'shop.tests.Sum', outcome: 'passed', message: ''},
      {
        name: 'test_bad',
        group: 'shop.tests.Sum',
        outcome: 'failed',
        message: 'assert 2 > 3\nmore',
        details: 'trace',
      },
      {name: 'test_setup', group: 'shop.tests.Sum', outcome: 'failed', message: 'no db', details: 'trace'},
      {name: 'test_later', group: 'shop.tests.Sum', outcome: 'skipped', message: ''},
    ]);
  });

  it('are read with nested suites, empty elements, content instead of attributes, and numbers as names', async () => {
    const cases = await casesIn(`<testsuite><testsuite>
<testcase name="1.0" classname="a" file="a.js"><failure><![CDATA[expected <b>]]></failure></testcase>
<testcase name="skipped"><skipped/></testcase><testcase name="bare"><failure/></testcase>
</testsuite></testsuite>`);
    assert.deepEqual(cases, [
      {name: '1.0', group: 'a', file: 'a.js', outcome: 'failed', message: 'expected <b>'},
      {name: 'skipped', group: '', outcome: 'skipped', message: ''},
      {name: 'bare', group: '', outcome: 'failed', message: ''},
    ]);
  });

  it('may be empty', async () => {
    assert.deepEqual(await casesIn('<testsuites/>'), []);
    assert.deepEqual(await casesIn('<testsuite tests="0"></testsuite>'), []);
  });

  it('are nothing else that is XML', async () => {
    await put('coverage.xml', '<coverage line-rate="1"/>');
    assert.deepEqual(await read(), []);
  });

  it('tell why they cannot be read', async () => {
    await put('cut.xml', '<testsuite>\n<testcase name="a">\n');
    const [file] = await read();
    assert.match(file?.problem ?? '', /\(line \d\)$/);
    assert.deepEqual(file?.cases, []);
  });

  it('of earlier runs do not count', async () => {
    await put('old.xml', '<testsuite/>');
    await utimes(path.join(folder, 'old.xml'), 1_000, 1_000);
    await put('new.xml', '<testsuite/>');
    const found = await read(new Date(2_000_000));
    assert.deepEqual(
      found.map(file => file.path),
      ['new.xml'],
    );
  });

  it('are not looked for in node_modules and .git, or through links', async () => {
    for (const file of ['node_modules/a/junit.xml', '.git/junit.xml', 'real/junit.xml'])
      await put(file, '<testsuite/>');
    await symlink(path.join(folder, 'real/junit.xml'), path.join(folder, 'link.xml'));
    await symlink(path.join(folder, 'real'), path.join(folder, 'folder'));
    const found = await read();
    assert.deepEqual(
      found.map(file => file.path),
      ['real/junit.xml'],
    );
  });

  it('outside the folder are not taken, whatever the glob says', async () => {
    await put('secret.xml', '<testsuite/>');
    await mkdir(path.join(folder, 'workspace'));
    const globs = ['../*.xml', `${folder}/*.xml`];
    assert.deepEqual(await createJUnitReports().read(path.join(folder, 'workspace'), {globs}), []);
  });

  const deep = (element: string, depth: number) =>
    `${`<${element}>`.repeat(depth)}${`</${element}>`.repeat(depth)}`;
  for (const [what, text] of Object.entries({
    'nested over 100 deep': deep('a', 101),
    'nested 5,000 deep': deep('testsuite', 5_000),
    'an element called constructor': '<testsuite><constructor/></testsuite>',
    'an element called __proto__': '<testsuite><__proto__>x</__proto__></testsuite>',
    'an attribute called constructor': '<testsuite constructor="x" __proto__="y" toString="z"/>',
    'entities of entities': `<!DOCTYPE a [<!ENTITY a0 "ha">${Array.from({length: 30}, (_, index) => `<!ENTITY a${index + 1} "${`&a${index};`.repeat(10)}">`).join('')}]><testsuite><testcase name="&a30;"/></testsuite>`,
    'an entity of this machine':
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite><testcase name="&x;"/></testsuite>',
    '2,000 entities': `<!DOCTYPE a [${'<!ENTITY a "b">'.repeat(2_000)}]><testsuite/>`,
    'a file that is cut': '<testsuite><testcase name="a',
    'nothing but tags that are open': '<'.repeat(100_000),
    'no text at all': '\u0000\u0001\uFFFE',
    'a page': '<!doctype html><html><br><p>x</html>',
    nothing: '',
  })) {
    it(`leave a good report alone when there is beside it ${what}`, async () => {
      await put('good.xml', '<testsuite><testcase name="adds up"/></testsuite>');
      await put('odd.xml', text);
      const found = await read();
      assert.deepEqual(
        found.find(file => file.path === 'good.xml')?.cases.map(({name}) => name),
        ['adds up'],
      );
      const odd = found.find(file => file.path === 'odd.xml');
      assert.ok(odd === undefined || odd.problem !== undefined || odd.cases.length <= 1, JSON.stringify(odd));
      assert.ok(!JSON.stringify(found).includes('root:'));
    });
  }
});

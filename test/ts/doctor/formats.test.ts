import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import {diagnose, type Told} from '../../../ts-helpers/src/doctor/plan/diagnose.ts';
import {junit} from '../../../ts-helpers/src/doctor/plan/junit.ts';
import {sarif} from '../../../ts-helpers/src/doctor/plan/sarif.ts';
import {diagnosed} from '../../../ts-helpers/src/doctor/plan/shown.ts';
import {RULES} from '../../../ts-helpers/src/doctor/rules.ts';
import {createJUnitReports} from '../../../ts-helpers/src/test/junitFiles.ts';

const told = (code: string, over: Partial<Told> = {}): Told => {
  const rule = RULES.find(one => one.code === code)!;
  const {severity, title, why, mend} = rule;
  return {
    code,
    severity,
    title,
    why,
    remedy: mend,
    file: 'a "b"/dc.prod.yml',
    line: 4,
    message: 'web & <db>',
    ...over,
  };
};
const FOUND = [told('database-port-published'), told('image-unpinned', {file: 'Dockerfile'})];
const GONE = {code: 'runs-as-root', file: 'Dockerfile', message: 'It was.'};
const result = {
  project: 'shop',
  baseline: '.countable-doctor.json',
  ...diagnose(FOUND, {baseline: [GONE], file: '.countable-doctor.json'}),
};

describe('what countable doctor prints', () => {
  it('is SARIF 2.1.0, as its schema says', () => {
    // Zod takes a relative reference, which a path of the repository is, for no address.
    const schema = JSON.parse(
      readFileSync('test/fixtures/sarif-2.1.0.schema.json', 'utf8'),
      (key, value: unknown) => (key === 'format' && value === 'uri-reference' ? undefined : value),
    ) as Parameters<typeof z.fromJSONSchema>[0];
    const log = JSON.parse(sarif(result, RULES)) as {
      runs: [{results: {ruleIndex: number; ruleId: string}[]; tool: {driver: {rules: {id: string}[]}}}];
    };
    const valid = z.fromJSONSchema(schema);
    assert.equal(valid.safeParse({...log, version: '2.0.0'}).success, false);
    assert.deepEqual(valid.safeParse(log).error?.issues, undefined);
    const [{results, tool}] = log.runs;
    assert.deepEqual(
      results.map(({ruleIndex}) => tool.driver.rules[ruleIndex]?.id),
      ['database-port-published', 'image-unpinned', 'baseline-outdated'],
    );
  });

  it('is JUnit XML, as our own reader of reports takes it', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countable-doctor-'));
    try {
      writeFileSync(path.join(folder, 'doctor.xml'), junit(result, RULES));
      const [report] = await createJUnitReports().read(folder, {globs: ['*.xml']});
      const failed = report?.cases.filter(({outcome}) => outcome === 'failed') ?? [];
      assert.deepEqual(
        failed.map(({name, message, file}) => ({name, message, file})),
        [
          {
            name: 'database-port-published a "b"/dc.prod.yml:4',
            message: 'a "b"/dc.prod.yml:4: web & <db>',
            file: 'a "b"/dc.prod.yml',
          },
          {name: 'image-unpinned Dockerfile:4', message: 'Dockerfile:4: web & <db>', file: 'Dockerfile'},
          {
            name: 'baseline-outdated .countable-doctor.json',
            message: '.countable-doctor.json: Not true any more of Dockerfile: runs-as-root: It was.',
            file: '.countable-doctor.json',
          },
        ],
      );
      assert.equal(report?.cases.length, RULES.length + 1);
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

  it('is for people where it stands, what it is, why it matters and what to do, and counts in the end', () => {
    const other = told('image-unpinned', {file: 'dc.prod.yml', remedy: 'Do this.'});
    const {why, mend} = RULES.find(({code}) => code === 'image-unpinned')!;
    assert.equal(
      diagnosed({
        ...result,
        ...diagnose([told('image-unpinned'), other], {baseline: [], file: ''}),
        known: 3,
      }),
      [
        '! An image has no version (image-unpinned, warning)',
        '  a "b"/dc.prod.yml:4: web & <db>',
        `    → ${mend}`,
        '  dc.prod.yml:4: web & <db>',
        '    → Do this.',
        `  Why: ${why}`,
        '',
        'shop: 0 errors, 2 warnings, 0 notes; 3 more in .countable-doctor.json.',
        '',
      ].join('\n'),
    );
    const nothing = {...diagnose([], {baseline: [], file: ''}), project: 'shop'};
    assert.equal(diagnosed(nothing), '✓ shop breaks no convention that is known.\n');
    assert.equal(
      diagnosed({...nothing, baseline: 'b.json', written: 1}),
      '1 finding written to b.json: commit it, and it is counted from now on and not told.\n',
    );
  });
});

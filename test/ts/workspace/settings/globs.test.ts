import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createJUnitReports} from '../../../../ts-helpers/src/test/junitFiles.ts';
import {resolveSettings} from '../../../../ts-helpers/src/workspace/settings.ts';
import {isQuick} from '../../../../ts-helpers/src/settings/glob.ts';

const ALLOWED = [
  'reports/**/*.xml',
  '**/TEST-*.xml',
  'junit.xml',
  '/tmp/out/junit.xml',
  '{unit,e2e}/reports/*-*.xml',
  '**/*{a,b}*.xml',
  'build/**/test-results/**/*.xml',
  '[!a]??.xml',
  '**',
];
const REFUSED = [
  '*(a|a*)*(a|a*)b',
  '+(+(a))b.xml',
  '**/*a*a*a*a*a*b.xml',
  '{a,aa}{a,aa}{a,aa}.xml',
  '**/**/**/**/a.xml',
  '***.xml',
  '(a|aa)(a|aa).xml',
  '!(*(a))b',
];

describe('a glob of test reports', () => {
  const asSetting = (junit: string) => () => resolveSettings({options: {test: {junit}}});

  it('is what people write', () => {
    for (const glob of ALLOWED) assert.doesNotThrow(asSetting(glob), glob);
  });

  it('is refused where it could take for ever', () => {
    for (const glob of REFUSED) assert.throws(asSetting(glob), {code: 'BAD_SETTING'}, glob);
  });

  it('finds nothing in no time, whatever the names of files, where it is allowed', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countable-glob-'));
    try {
      for (const letter of 'abcdefgh') writeFileSync(path.join(folder, `${letter.repeat(250)}x`), '');
      writeFileSync(path.join(folder, 'ab'.repeat(120)), '');
      for (const glob of [...ALLOWED, '**/*a*b', '*a*b', '{*a,*b}{*a,*b}y', '**/*b*a/**', '*[ab]*[ab]y']) {
        const begun = process.cpuUsage();
        if (isQuick(glob)) await createJUnitReports().read(folder, {globs: [glob]});
        const {user} = process.cpuUsage(begun);
        assert.ok(user < 5_000_000, `${glob}: ${user / 1000} ms`);
      }
    } finally {
      rmSync(folder, {recursive: true});
    }
  });
});

import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createJUnitReports} from '../../../../../ts-helpers/src/test/junitFiles.ts';
import {isUsualReport, USUAL_REPORTS} from '../../../../../ts-helpers/src/test/verdict/junit/places.ts';

const USUAL = [
  ['surefire', 'shop/target/surefire-reports/TEST-org.example.CartTest.xml'],
  ['failsafe', 'target/failsafe-reports/failsafe-summary.xml'],
  ['Gradle', 'app/build/test-results/test/TEST-CartTest.xml'],
  ['pytest', 'report.xml'],
  ['pytest', 'backend/pytest-report.xml'],
  ['jest-junit', 'junit.xml'],
  ['mocha-junit-reporter', 'frontend/test-results.xml'],
  ['vitest', 'vitest.xml'],
  ['gotestsum', 'unit-tests.xml'],
  ['PHPUnit', 'build/logs/junit.xml'],
  ['PHPUnit', 'phpunit-report.xml'],
  ['rspec', 'tmp/rspec.xml'],
  ['ctest', 'build/ctest.xml'],
  ['Playwright', 'test-results/results.xml'],
  ['Cypress', 'cypress/results/my-junit.xml'],
  ['nose', 'nosetests.xml'],
  ['.NET', 'TestResults/shop.xml'],
  ['Codeception', 'tests/_output/acceptance.xml'],
  ['nextest', 'target/nextest/ci/junit.xml'],
  ['people', 'reports/unit/all.xml'],
] as const;

describe('the usual places of test reports', () => {
  it('are where the tools put them, in a workspace and in a container', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'countable-usual-'));
    try {
      for (const [, file] of USUAL) {
        mkdirSync(path.dirname(path.join(root, file)), {recursive: true});
        writeFileSync(path.join(root, file), '<testsuite><testcase name="a"/></testsuite>');
      }
      const found = await createJUnitReports().read(root, {globs: USUAL_REPORTS});
      const files = found.map(({path: file}) => file);
      assert.deepEqual(
        USUAL.filter(([, file]) => !files.includes(file)),
        [],
      );
    } finally {
      rmSync(root, {recursive: true});
    }
    for (const [tool, file] of USUAL) assert.ok(isUsualReport(`/app/${file}`), tool);
  });

  it('are no other files that a container writes', () => {
    for (const file of [
      '/app/reports/video.mp4',
      '/app/pom.xml',
      '/app/coverage.xml',
      '/app/node_modules/x/test/reports/a.xml',
      '/usr/lib/python3/site-packages/pkg/junit.xml',
      '/app/vendor/phpunit/phpunit/phpunit.xml',
      '/root/.m2/reports/a.xml',
    ])
      assert.ok(!isUsualReport(file), file);
  });
});

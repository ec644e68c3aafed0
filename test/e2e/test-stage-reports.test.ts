import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {besideNeighbour, busybox} from './support/neighbour.ts';
import {testRequest} from './support/testStage.ts';

const GOOD = '<testsuite><testcase name=\\"a\\"/></testsuite>';

describe('test reports that somebody else wrote', () => {
  const {neighbour, project, lines, compose, run} = besideNeighbour();

  it('are written to nowhere but the output folder, whatever lies there', async () => {
    const script =
      `mkdir -p /w/out/reports /w/reports; ln -s ${neighbour().folder} /w/out/app; mkdir /app; echo "${GOOD}" > /app/evil.xml; ` +
      `ln -s ${neighbour().folder}/precious /w/out/reports/junit.xml; echo "${GOOD}" > /w/reports/junit.xml`;
    compose({services: {test: busybox(script, {volumes: ['.:/w']})}});
    const output = path.join(project().workspace, 'out');
    const options = {test: {junit: ['/app/evil.xml', 'reports/junit.xml']}};
    assert.equal((await run(testRequest(project().workspace, output, options))).outcome, 'passed');
    assert.equal(existsSync(path.join(neighbour().folder, 'evil.xml')), false);
    assert.ok(lines().some(line => line.startsWith('warning: The test report app/evil.xml is left out')));
    assert.equal(readFileSync(path.join(neighbour().folder, 'precious'), 'utf8'), 'kept');
  });
});

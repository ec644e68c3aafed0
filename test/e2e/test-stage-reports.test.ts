import assert from 'node:assert/strict';
import {existsSync, lstatSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {besideNeighbour, busybox} from './support/neighbour.ts';
import {testRequest} from './support/testStage.ts';

const GOOD = '<testsuite><testcase name=\\"a\\"/></testsuite>';

describe('test reports that somebody else wrote', () => {
  const {neighbour, project, lines, compose, run} = besideNeighbour();

  const running = (
    script: string,
    {junit, more = {}, output}: {junit?: string[]; more?: object; output?: string} = {},
  ) => {
    compose({services: {test: busybox(script, more)}});
    const options = junit === undefined ? {} : {test: {junit}};
    return run(testRequest(project().workspace, output ?? project().output, options));
  };
  const written = (folder = project().output): string[] =>
    existsSync(folder)
      ? readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter(file =>
          lstatSync(path.join(folder, file)).isFile(),
        )
      : [];

  it('are copied from a container as files alone', async () => {
    const script =
      `mkdir -p /reports/d.xml; cd /reports; echo "${GOOD}" > good.xml; ln -s /etc/shadow link.xml; ln -s / dir.xml; ` +
      `mkfifo pipe.xml; mknod zero.xml c 1 5; truncate -s 60000000 large.xml; ` +
      `echo "${GOOD}" > d.xml/in.xml; echo "${GOOD}" > "$$(printf 'a\\nb.xml')"; echo "${GOOD}" > ..xml`;
    const {junit, tests} = await running(script);
    const files = ['reports/..xml', 'reports/d.xml/in.xml', 'reports/good.xml'];
    assert.deepEqual([junit, tests?.total, written().sort()], [files, 3, files]);
    for (const name of [
      'link.xml is no file but a symlink',
      'pipe.xml is no file but a fifo',
      'large.xml is larger than 50 MB',
    ])
      assert.ok(
        lines().some(line => line.endsWith(`${name}.`)),
        name,
      );
  });

  it('are copied from where they are, and nothing beside', async () => {
    const script = `mkdir -p /a/b; echo "${GOOD}" > /a/b/junit.xml; echo secret > /a/b/other; echo "${GOOD}" > /top.xml`;
    const {junit} = await running(script, {
      junit: ['/a/b/junit.xml', '/top.xml', '/none.xml', `/${'x'.repeat(5_000)}`],
    });
    assert.deepEqual(
      [junit, written().sort()],
      [
        ['a/b/junit.xml', 'top.xml'],
        ['a/b/junit.xml', 'top.xml'],
      ],
    );
  });

  it('are read in the workspace only where they are files of it', async () => {
    const secret = path.join(neighbour().folder, 'secret.xml');
    writeFileSync(secret, '<testsuite><testcase name="hunter2"/></testsuite>');
    const script =
      `mkdir -p /w/reports; cd /w/reports; ln -s ${secret} link.xml; ln -s ${neighbour().folder} folder; mkfifo pipe.xml; ` +
      `truncate -s 60000000 large.xml; mkdir folder.xml; echo "${GOOD}" > good.xml; ln -s ${neighbour().folder} /w/linked`;
    for (const junit of [
      undefined,
      ['reports/**/*.xml', 'linked/*.xml', '**/*.xml', '{reports,linked}/{.,}/*.xml'],
    ]) {
      const outcome = await running(script, {more: {volumes: ['.:/w']}, ...(junit && {junit})});
      assert.deepEqual([outcome.junit, outcome.tests?.total], [['reports/good.xml'], 1]);
      assert.ok(lines().some(line => line.includes('reports/large.xml is larger than 50 MB')));
      if (junit === undefined) project().remove();
    }
  });

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

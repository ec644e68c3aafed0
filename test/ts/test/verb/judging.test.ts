import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {CommandFailed, UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import type {Machine} from '../../../fakes/machine.ts';
import {createShop, junitXml, nothingIsLeft, outputOf, runTest, SHOP} from '../../../fakes/testing.ts';

describe('how tests ended, in process', () => {
  let machine: Machine;
  const given = async (files: Readonly<Record<string, string>> = SHOP): Promise<Machine> =>
    (machine = await createShop(files));
  afterEach(() => machine.remove());

  it('fails by the exit code, with the last lines and how the services stood', async () => {
    const {engine} = await given();
    engine.programs['db'] = {health: {healthyAfterMs: 0}, prints: ['db: FATAL']};
    engine.programs['test'] = {exits: 3, prints: ['expected 2, got 3']};
    await assert.rejects(runTest(machine), (error: UserError) => {
      assert.deepEqual([error.code, error.where], ['TESTS_FAILED', 'service test']);
      assert.deepEqual(error.evidence.log, {source: 'test', lines: ['expected 2, got 3']});
      const db = error.evidence.services?.find(({service}) => service === 'db');
      assert.deepEqual(db?.log, ['db: FATAL']);
      return true;
    });
    nothingIsLeft(machine);
  });

  it('tells which tests failed by their reports, and keeps these', async () => {
    const {engine} = await given();
    engine.programs['test'] = {exits: 1, writes: {'/app/reports/junit.xml': junitXml(true)}};
    await assert.rejects(runTest(machine), (error: UserError) => {
      assert.equal(error.code, 'TESTS_FAILED');
      assert.deepEqual(
        error.evidence.failedTests?.map(({name, message}) => [name, message]),
        [['Cart › adds', '2 is not 3']],
      );
      assert.equal(error.leaves.tests?.failed, 1);
      return true;
    });
    const kept = path.join(outputOf(machine), 'app/reports/junit.xml');
    assert.match(await readFile(kept, 'utf8'), /2 is not 3/);
  });

  it('counts the tests of reports that the settings name', async () => {
    const {engine} = await given({...SHOP, 'countable.yml': 'test: {junit: [/elsewhere/*.xml, /one.xml]}'});
    engine.programs['test'] = {exits: 0, writes: {'/one.xml': junitXml(false)}};
    const {junit, tests} = await runTest(machine);
    assert.deepEqual([junit, tests?.total], [['one.xml'], 1]);
  });

  it('warns of named reports that are not there', async () => {
    const {engine} = await given({...SHOP, 'countable.yml': 'test: {junit: [/one.xml]}'});
    engine.programs['test'] = {exits: 0, prints: ['1 passing']};
    assert.deepEqual(
      (await runTest(machine)).warnings?.map(({code}) => code),
      ['REPORTS_MISSING'],
    );
  });

  it('does not take the loss of reports for a failure', async () => {
    const {engine, voice} = await given();
    const failed = new CommandFailed({
      program: 'docker',
      args: ['cp'],
      exitCode: 1,
      tail: ['no'],
      stderr: 'no',
    });
    engine.failing.set('docker cp', failed);
    engine.failing.set('docker diff', failed);
    engine.programs['test'] = {exits: 0, prints: ['1 passing']};
    assert.equal((await runTest(machine)).outcome, 'passed');
    assert.ok(
      voice
        .lines()
        .some(line => line.startsWith('The test reports at') && line.endsWith('could not be copied: no')),
    );
    assert.ok(
      voice.lines().some(line => line.startsWith('What the tests wrote in their container cannot be told')),
    );
  });

  it('says that the tests hid a failure', async () => {
    const {engine} = await given();
    engine.programs['test'] = {exits: 0, prints: ['  3 passing', '  1 failing']};
    await assert.rejects(runTest(machine), {code: 'TESTS_HID_FAILURE'});
  });

  it('says that not one test was run', async () => {
    const {engine} = await given();
    engine.programs['test'] = {exits: 0, writes: {'/app/reports/junit.xml': '<testsuite tests="0"/>'}};
    await assert.rejects(runTest(machine), {code: 'NO_TESTS_RUN'});
    engine.programs['test'] = {exits: 0, prints: ['0 passing (3ms)']};
    await assert.rejects(runTest(machine), {code: 'NO_TESTS_RUN'});
  });

  it('warns where all tests were skipped', async () => {
    const {engine} = await given();
    const text = '<testsuite><testcase name="a"><skipped/></testcase></testsuite>';
    engine.programs['test'] = {exits: 0, writes: {'/app/reports/junit.xml': text}};
    assert.deepEqual(
      (await runTest(machine)).warnings?.map(({code, message}) => [code, message]),
      [['TESTS_SKIPPED', 'The only test was skipped.']],
    );
  });

  it('blames memory where a service was killed for lack of it', async () => {
    const {engine} = await given();
    engine.programs['web'] = {exits: 137, afterMs: 1_000, isStarved: true};
    engine.programs['test'] = {exits: 1, afterMs: 5_000};
    await assert.rejects(runTest(machine), {
      code: 'OUT_OF_MEMORY',
      message: 'The service web was killed for lack of memory during the tests.',
    });
  });
});

import assert from 'node:assert/strict';
import type {StageResult} from '../../../ts-helpers/src/result/result.ts';
import {ADA, build, changes, commit, failed, GRACE, HEAD, plan, result, stories} from '../support/builds.ts';

const at = (id: string, results: StageResult[]) => ({
  ...build(results),
  plan: {...plan, build: {...plan.build, commit: id}},
});

describe('the story of a branch', () => {
  it('begins a breakage at the first failure, and counts those that follow', () => {
    const [, first, second] = stories([build([result()]), build([failed()]), build([failed()])]);
    assert.equal(first?.course.same, undefined);
    assert.equal(first?.course.breakage?.builds, 1);
    assert.deepEqual(
      [second?.course.breakage?.since, second?.course.breakage?.builds, second?.course.breakage?.build],
      ['2026-11-24T13:00:00.000Z', 2, 2],
    );
  });

  it('knows the same error again, whatever the numbers in it, and since when', () => {
    const port = (number: number) =>
      build([failed({code: 'PORT_TAKEN', message: `The port ${number} is taken.`})]);
    const told = stories([port(8001), port(8002), build([failed({message: 'Other.'})]), port(8003)]);
    assert.deepEqual(
      told.map(({course}) => [course.same, course.seen?.since, course.seen?.times]),
      [
        [undefined, undefined, undefined],
        [true, '2026-11-24T12:00:00.000Z', 2],
        [false, '2026-11-24T14:00:00.000Z', 1],
        [false, '2026-11-24T15:00:00.000Z', 1],
      ],
    );
    assert.deepEqual(
      told.at(-1)?.course.similar.map(one => one.build),
      [2, 1],
    );
  });

  it('tells other failing tests from the same ones', () => {
    const test = (name: string) => build([failed({evidence: {failedTests: [{name, message: ''}]}})]);
    const told = stories([test('adds'), test('adds'), test('multiplies')]);
    assert.deepEqual(
      told.map(({course}) => course.same),
      [undefined, true, false],
    );
  });

  it('names nobody whose commits came after the same had failed, unless git says something of them', () => {
    const red = commit('1', ADA);
    const later = commit(HEAD, GRACE);
    const again = (error: Parameters<typeof failed>[0]) => ({
      ...build([failed(error)]),
      plan: {...plan, changes: changes([later, red])},
    });
    const people = (error: Parameters<typeof failed>[0]) =>
      stories([at(red.id, [failed()]), again(error)])[1]?.blame.people.map(({name}) => name);
    assert.deepEqual(people({}), [ADA.name]);
    const suspects = [{commit: HEAD, file: 'a.js', weight: 40, why: 'changed it'}];
    assert.ok(people({evidence: {suspects}})?.includes(GRACE.name));
    assert.ok(people({message: 'Other.'})?.includes(GRACE.name));
  });

  it('ends with the commits that came since the last red build', () => {
    const red = commit('1', ADA);
    const fix = commit(HEAD, GRACE);
    const merge = commit('3', GRACE, {isMerge: true});
    const told = stories([
      at(red.id, [failed()]),
      {...build([result()]), plan: {...plan, changes: changes([merge, fix, red])}},
    ]);
    const [, green] = told;
    assert.deepEqual(green?.fixedBy, [fix]);
    assert.equal(green?.course.ended?.since, told[0]?.course.breakage?.since);
    assert.equal(green?.memory.breakage, undefined);
    assert.equal(green?.memory.green?.commit, HEAD);
  });

  it('is not ended by a build that was stopped, and goes on afterwards', () => {
    const stopped = build([failed({code: 'INTERRUPTED'})]);
    const told = stories([build([failed()]), stopped, build([failed()])]);
    assert.deepEqual(told[1]?.memory, told[0]?.memory);
    assert.equal(told[2]?.course.breakage?.builds, 2);
  });

  it('of another branch is forgotten', () => {
    const [first] = stories([build([failed()])]);
    const other = build([failed()], {memory: {...first!.memory, branch: 'master'}});
    assert.equal(stories([other])[0]?.course.breakage?.builds, 1);
  });

  it('survives a memory that is none', () => {
    for (const memory of [{}, {version: 2}, 'x', {version: 1, branch: 'develop'}])
      assert.equal(stories([build([failed()], {memory: memory as never})])[0]?.memory.builds.length, 1);
  });

  it('remembers twenty builds', () => {
    const told = stories(Array.from({length: 25}, () => build([result()])));
    assert.equal(told.at(-1)?.memory.builds.length, 20);
    assert.equal(told.at(-1)?.memory.builds[0]?.build, 25);
  });
});

describe('trends', () => {
  const took = (seconds: number) => build([result({durationMs: seconds * 1000})]);

  it('tell of a stage that takes twice its median, once', () => {
    const told = stories([20, 22, 21, 20, 20, 45, 46].map(took));
    assert.deepEqual(
      told.map(({slow}) => slow.length),
      [0, 0, 0, 0, 0, 1, 0],
    );
    assert.deepEqual(told[5]?.slow, [{stage: 'Test', seconds: 45, median: 20}]);
  });

  it('say nothing of too few builds, of a few seconds, or of a stage that failed', () => {
    assert.deepEqual(stories([20, 20, 90].map(took)).at(-1)?.slow, []);
    assert.deepEqual(stories([1, 1, 1, 1, 1, 9].map(took)).at(-1)?.slow, []);
    const slowly = {...build([{...failed(), durationMs: 90_000}])};
    assert.deepEqual(stories([...[20, 20, 20, 20, 20].map(took), slowly]).at(-1)?.slow, []);
  });

  const tests = {total: 2, failed: 1, skipped: 0};
  const red = (name: string) => build([{...failed({evidence: {failedTests: [{name, message: ''}]}}), tests}]);

  it('tell of tests that failed and then passed on the same commit', () => {
    const green = build([result({tests: {...tests, failed: 0}})]);
    assert.deepEqual(stories([red('adds'), green]).at(-1)?.flaky, ['adds']);
    assert.deepEqual(stories([red('adds'), red('divides')]).at(-1)?.flaky, ['adds']);
    assert.deepEqual(stories([red('adds'), red('adds')]).at(-1)?.flaky, []);
  });

  it('call no test flaky that another commit mended, or that did not run', () => {
    const other = at('c'.repeat(40), [result({tests: {...tests, failed: 0}})]);
    assert.deepEqual(stories([red('adds'), other]).at(-1)?.flaky, []);
    assert.deepEqual(stories([red('adds'), build([failed({code: 'DOCKER_DOWN'})])]).at(-1)?.flaky, []);
  });
});

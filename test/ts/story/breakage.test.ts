import assert from 'node:assert/strict';
import type {Person} from '../../../ts-helpers/src/history/people.ts';
import {
  type Breakage,
  emptyMemory,
  type Memory,
  type RememberedBuild,
  rememberedFailure,
} from '../../../ts-helpers/src/seam/memory.ts';
import {courseOf, firstOfSame, rememberedBuild} from '../../../ts-helpers/src/story/breakage.ts';
import type {Judgement} from '../../../ts-helpers/src/story/verdict.ts';
import {ADA, error, GRACE, NOW, result} from '../support/builds.ts';

const failure = (message: string, stage = 'Test') => ({stage, error: error({message})});
const remembered = (message: string, stage = 'Test') =>
  rememberedFailure(stage, {code: 'TESTS_FAILED', message, tests: []});
const BEFORE: Breakage = {
  since: '2026-11-24T11:00:00.000Z',
  commit: 'old',
  build: 5,
  builds: 2,
  failures: [remembered('Bad.')],
  people: [ADA],
};
const built = (at: string, more: Partial<RememberedBuild> = {}): RememberedBuild => ({
  commit: 'c',
  at,
  verdict: 'red',
  stages: [],
  failures: [remembered('Bad.')],
  ...more,
});
const memory = (more: Partial<Memory> = {}): Memory => ({...emptyMemory('develop'), ...more});
const course = (judgement: Judgement, of: Memory = memory(), people: Person[] = []) =>
  courseOf(judgement, {commit: 'new', build: 7}, {memory: of, people, now: NOW});
const red = (...messages: string[]): Judgement => ({
  verdict: 'red',
  failures: messages.map(message => failure(message)),
});

describe('a breakage', () => {
  it('begins with a build that is red or unstable, and is that build’s', () => {
    for (const verdict of ['red', 'unstable'] as const)
      assert.deepEqual(course({verdict, failures: [failure('Bad.')]}).breakage, {
        since: NOW,
        commit: 'new',
        build: 7,
        people: [],
        builds: 1,
        failures: [remembered('Bad.')],
      });
  });

  it('goes on through builds that say nothing of the branch', () => {
    for (const verdict of ['aborted', 'overtaken'] as const) {
      assert.deepEqual(course({verdict, failures: []}, memory({breakage: BEFORE})), {
        breakage: BEFORE,
        similar: [],
      });
      assert.deepEqual(Object.keys(course({verdict, failures: []})), ['similar']);
    }
  });

  it('ends with a green build, after so long', () => {
    assert.deepEqual(course({verdict: 'green', failures: []}, memory({breakage: BEFORE})), {
      ended: BEFORE,
      redSeconds: 3600,
      similar: [],
    });
    assert.deepEqual(course({verdict: 'green', failures: []}), {similar: []});
  });

  it('keeps where it began, and knows everybody of it once, by address, whatever its case', () => {
    const shouting = {name: 'Ada L.', email: 'ADA@example.org'};
    const {breakage} = course(red('Bad.'), memory({breakage: BEFORE}), [shouting, GRACE]);
    assert.deepEqual([breakage?.commit, breakage?.build, breakage?.builds], ['old', 5, 3]);
    assert.deepEqual(breakage?.people, [shouting, GRACE]);
  });

  it('knows fifty people at most', () => {
    const many = Array.from({length: 60}, (_, index) => ({name: 'x', email: `${index}@example.org`}));
    assert.equal(course(red('Bad.'), memory(), many).breakage?.people.length, 50);
  });

  it('is the same where all that failed is, in any order', () => {
    const same = (before: string[], now: string[]) =>
      course(red(...now), memory({breakage: {...BEFORE, failures: before.map(one => remembered(one))}})).same;
    for (const now of [
      ['A.', 'B.'],
      ['B.', 'A.'],
    ]) {
      assert.equal(same(['A.', 'B.'], now), true);
      assert.equal(same(['B.', 'A.'], now), true);
    }
    for (const now of [['A.'], ['A.', 'B.', 'C.'], ['A.', 'C.']])
      assert.equal(same(['A.', 'B.'], now), false);
  });
});

describe('the builds before a failure', () => {
  const [ONE, TWO, THREE] = [
    '2026-11-24T09:00:00.000Z',
    '2026-11-24T08:00:00.000Z',
    '2026-11-24T07:00:00.000Z',
  ];

  it('failed the same since the first of those in a row', () => {
    const builds = [built(ONE), built(TWO), built(THREE, {failures: [remembered('Other.')]})];
    assert.equal(firstOfSame([failure('Bad.')], {builds})?.at, TWO);
    assert.deepEqual(course(red('Bad.'), memory({breakage: BEFORE, builds})).seen, {since: TWO, times: 3});
    assert.equal(firstOfSame([failure('Bad.')], {builds: []}), undefined);
    assert.equal(firstOfSame([failure('New.')], {builds}), undefined);
    assert.equal(firstOfSame([failure('Bad.')], {builds: builds.slice(0, 1)})?.at, ONE);
  });

  it('end their row at a green one, also where nothing failed now', () => {
    const green = built(TWO, {verdict: 'green', failures: []});
    assert.equal(firstOfSame([failure('Bad.')], {builds: [built(ONE), green, built(THREE)]})?.at, ONE);
    assert.equal(firstOfSame([], {builds: [green]}), undefined);
  });

  it('are similar by any of their failures, before the row and the newest five alone', () => {
    const both = [remembered('Other.'), remembered('Bad.')];
    const builds = [
      built(ONE, {build: 9}),
      built(TWO, {verdict: 'green', failures: [], build: 8}),
      built(THREE, {failures: both, build: 7, url: 'https://ci.example.org/7/'}),
      built('2026-11-24T06:00:00.000Z', {failures: [remembered('Other.')]}),
      built('2026-11-24T05:00:00.000Z'),
    ];
    const {similar} = course(red('Bad.', 'New.'), memory({builds: builds.slice(1)}));
    assert.deepEqual(similar, [
      {at: THREE, message: 'Other.', build: 7, url: 'https://ci.example.org/7/'},
      {at: '2026-11-24T05:00:00.000Z', message: 'Bad.'},
    ]);
    assert.deepEqual(Object.keys(similar[1] ?? {}), ['at', 'message']);
    assert.deepEqual(
      course(red('Bad.'), memory({builds})).similar.map(one => one.build),
      [7, undefined],
    );
    const many = [
      built(ONE, {failures: [remembered('Other.')]}),
      ...Array.from({length: 8}, (_, index) => built(TWO, {build: index})),
    ];
    assert.deepEqual(
      course(red('Bad.'), memory({builds: many})).similar.map(one => one.build),
      [0, 1, 2, 3, 4],
    );
  });
});

describe('what is remembered of a build', () => {
  const of = {commit: 'c', at: NOW, build: 7};

  it('is how long each stage took that passed, and what failed', () => {
    const results = [result({durationMs: 1_260}), result({stage: 'Deploy', outcome: 'failed'})];
    const verdict = 'red';
    assert.deepEqual(rememberedBuild({results}, {verdict, failures: [failure('Bad.', 'Deploy')]}, of), {
      ...of,
      verdict,
      stages: [{name: 'Test', seconds: 1.3}],
      failures: [remembered('Bad.', 'Deploy')],
    });
  });

  it('is no stage where none has told', () => {
    assert.deepEqual(rememberedBuild({}, {verdict: 'green', failures: []}, of).stages, []);
  });
});

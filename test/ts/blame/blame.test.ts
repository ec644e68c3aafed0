import assert from 'node:assert/strict';
import type {Suspicion} from '../../../ts-helpers/src/blame/suspicion.ts';
import {blame} from '../../../ts-helpers/src/blame/blame.ts';
import {isBot, isNoreply, type Person, reachable} from '../../../ts-helpers/src/history/people.ts';
import {ADA, changes, commit, GRACE} from '../support/builds.ts';

describe('blame', () => {
  it('is of the authors since the last green build, whose is the newest commit first', () => {
    const {people} = blame({changes: changes([commit('3', GRACE), commit('2', ADA), commit('1', ADA)])});
    assert.deepEqual(people, [
      {...GRACE, commits: 1},
      {...ADA, commits: 2},
    ]);
  });

  const weighed = (ada: number, grace: number) =>
    blame({
      changes: changes([commit('2', GRACE), commit('1', ADA)]),
      suspicion: {
        suspects: [
          {commit: '1'.padEnd(40, '0'), file: 'a.py', line: 3, weight: ada, why: 'changed line 3'},
          {commit: '2'.padEnd(40, '0'), file: 'b.py', weight: grace, why: 'changed b'},
        ],
      },
    }).people.map(({name, touched}) => [name, touched?.why]);

  it('is first of who the evidence is heaviest against, and says it where that is enough', () => {
    assert.deepEqual(weighed(100, 50), [
      ['Ada', 'changed line 3'],
      ['Grace', undefined],
    ]);
  });

  it('calls nobody likely where the evidence is about as heavy against another, or too light', () => {
    for (const [ada, grace] of [
      [90, 90],
      [90, 80],
      [35, 10],
    ] as const)
      assert.deepEqual(weighed(ada, grace), [
        [ada === grace ? 'Grace' : 'Ada', undefined],
        [ada === grace ? 'Ada' : 'Grace', undefined],
      ]);
  });

  it('takes nobody for the only one where others’ commits may be unknown', () => {
    const only = commit('1', ADA, {files: ['web/app.js']});
    const touchedBy = (since: string | null) =>
      blame({changes: {...changes([only]), since}, suspicion: {paths: ['web']}}).people[0]?.touched?.file;
    assert.deepEqual([touchedBy('abc'), touchedBy(null)], ['web/app.js', undefined]);
  });

  it('is of who merged what the merge itself changed', () => {
    const merge = {...commit('2', GRACE), isMerge: true};
    const {people} = blame({
      changes: changes([merge, commit('1', ADA)]),
      suspicion: {suspects: [{commit: merge.id, file: 'a.py', line: 3, weight: 100, why: 'changed line 3'}]},
    });
    assert.deepEqual(
      people.map(({name, touched}) => [name, touched?.line]),
      [
        ['Grace', 3],
        ['Ada', undefined],
      ],
    );
  });

  it('is of nobody’s commit where the machine is in trouble', () => {
    assert.deepEqual(blame({changes: changes([commit('1', ADA)]), isAnybodys: false}), {
      people: [],
      machine: true,
    });
  });

  const BOT: Person = {name: 'dependabot[bot]', email: '49699333+dependabot[bot]@users.noreply.github.com'};

  it('tells who let a bot’s commit in beside the bot', () => {
    const byBot = commit('1', BOT, {mergedBy: GRACE, files: ['package.json']});
    const {people} = blame({
      changes: changes([commit('2', ADA), byBot]),
      suspicion: {texts: ['package.json']},
    });
    assert.deepEqual(
      people.map(({name, commits, mergedOf}) => [name, commits, mergedOf]),
      [
        [BOT.name, 1, undefined],
        ['Grace', 0, [BOT.name]],
        ['Ada', 1, undefined],
      ],
    );
  });

  it('is of all who wrote a commit together', () => {
    const both = commit('1', ADA, {coAuthors: [GRACE], files: ['web/app.js']});
    const {people} = blame({
      changes: changes([both]),
      suspicion: {suspects: [{commit: both.id, file: 'web/app.js', weight: 100, why: 'changed line 3'}]},
    });
    assert.deepEqual(
      people.map(({name, touched}) => [name, touched?.file]),
      [
        ['Ada', 'web/app.js'],
        ['Grace', 'web/app.js'],
      ],
    );
  });

  it('calls a test that was changed the likely one only where nothing else was', () => {
    const test = commit('1', ADA, {files: ['shop/tests.py']});
    const suspicion: Suspicion = {failedTests: [{name: 'x', message: '', file: 'shop/tests.py'}]};
    const likely = (others: string[]) =>
      blame({changes: changes([commit('2', GRACE, {files: others}), test]), suspicion}).people[0]?.touched
        ?.file;
    assert.equal(likely(['shop.css', 'README.md']), 'shop/tests.py');
    assert.equal(likely(['shop/cart.py']), undefined);
  });

  it('follows merges: who merged is blamed only where nothing but merges came', () => {
    const merge = commit('2', GRACE, {isMerge: true});
    assert.deepEqual(blame({changes: changes([merge, commit('1', ADA)])}).people, [{...ADA, commits: 1}]);
    assert.deepEqual(blame({changes: changes([merge])}).people, [{...GRACE, commits: 1}]);
  });

  it('is of nobody where no new commit was built, and says what triggered the build', () => {
    const same = changes([commit('1', ADA)], {isNew: false});
    assert.deepEqual(blame({changes: same, triggers: ['Started by timer']}), {
      people: [],
      nobody: 'Started by timer',
    });
    assert.deepEqual(
      blame({changes: changes([]), triggers: []}).nobody,
      'Nothing tells what triggered the build',
    );
  });

  const suspects = (file: string, suspicion: Suspicion) =>
    blame({
      changes: changes([commit('2', GRACE, {files: ['README.md']}), commit('1', ADA, {files: [file]})]),
      suspicion,
    }).people.map(({name, touched}) => [name, touched?.file]);

  const cases: [string, string, Suspicion][] = [
    [
      'the failing test’s file',
      'counter/tests.py',
      {failedTests: [{name: 'x', message: '', file: 'counter/tests.py'}]},
    ],
    [
      'that file as its container sees it',
      'counter/tests.py',
      {failedTests: [{name: 'x', message: '', file: '/app/counter/tests.py'}]},
    ],
    [
      'the module that the test’s name tells',
      'counter/tests.py',
      {failedTests: [{name: 'counter.tests.Title › adds', message: ''}]},
    ],
    [
      'a file of the test’s stack',
      'counter/views.py',
      {failedTests: [{name: 'x', message: 'File "/app/counter/views.py", line 3'}]},
    ],
    ['a folder of the failing service', 'web/app.js', {paths: ['web']}],
    ['a file that the log names', 'web/app.js', {texts: ['    at Object.<anonymous> (/srv/web/app.js:3:1)']}],
  ];
  for (const [what, file, suspicion] of cases) {
    it(`marks who touched ${what} as the likely culprit`, () => {
      assert.deepEqual(suspects(file, suspicion), [
        ['Ada', file],
        ['Grace', undefined],
      ]);
    });
  }

  it('marks nobody for a file whose name only contains the other', () => {
    const none = [
      ['Ada', undefined],
      // Of the README, of which nothing breaks.
      ['Grace', undefined],
    ];
    assert.deepEqual(suspects('app.js', {texts: ['error in myapp.js:3']}), none);
    assert.deepEqual(suspects('app.js', {texts: ['error in app.jsx:3']}), none);
    assert.deepEqual(suspects('web2/app.js', {paths: ['web']}), none);
  });
});

describe('people', () => {
  const hidden = {name: 'Ada', email: '12+ada@users.noreply.github.com'};

  it('whose address is one of a git host reach nobody', () => {
    for (const email of [
      hidden.email,
      'noreply@github.com',
      'ada@users.noreply.gitlab.com',
      'no-reply@example.org',
    ])
      assert.ok(isNoreply({name: '', email}), email);
    assert.ok(!isNoreply({name: '', email: 'noreplyson@example.org'}));
  });

  it('that are none are told by their names and addresses', () => {
    for (const name of ['dependabot[bot]', 'renovate', 'Renovate Bot', 'github-actions', 'deploy-bot'])
      assert.ok(isBot({name, email: 'x@example.org'}), name);
    assert.ok(isBot({name: 'x', email: '29139614+renovate[bot]@users.noreply.github.com'}));
    for (const name of ['Ada', 'Abbot', 'Talbot Smith', 'Bob Botha'])
      assert.ok(!isBot({name, email: 'abbot@example.org'}), name);
  });

  it('are reached by the settings’ people, by address or by name', () => {
    const byAddress = {'12+ADA@users.noreply.github.com': 'a@example.org'};
    assert.equal(reachable(hidden, byAddress, []).email, 'a@example.org');
    assert.equal(reachable(hidden, {'  ada': 'b@example.org'}, [ADA]).email, 'b@example.org');
    assert.equal(reachable(ADA, {'ada@example.org': 'c@example.org'}, []).email, 'c@example.org');
  });

  it('are reached by another commit of the same name', () => {
    assert.deepEqual(reachable(hidden, {}, [GRACE, {...hidden}, {...ADA, name: 'ADA '}]), ADA);
    assert.deepEqual(reachable(hidden, {}, [GRACE]), hidden);
    assert.deepEqual(reachable(ADA, {}, [{name: 'Ada', email: 'old@example.org'}]), ADA);
  });
});

import assert from 'node:assert/strict';
import {fleetRecordIn} from '../../../ts-helpers/src/archive/fleetRecord.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {checkFleet, fleetPlan, troubleError} from '../../../ts-helpers/src/fleet/fleet.ts';
import {fleetText} from '../../../ts-helpers/src/fleet/shown.ts';
import {createFakeJenkins} from '../../fakes/jenkins.ts';
import {createFakeObjectStore} from '../../fakes/objectStore.ts';
import {fakeSlack} from '../../fakes/slack.ts';
import {DAY, nightsAgo, NOW} from '../archive/kept.ts';
import {checking} from './checking.ts';

const record = (store: {objects: ReadonlyMap<string, {body: Buffer}>}) =>
  fleetRecordIn(store.objects.get('countable/fleet.json')?.body.toString());

describe('the check of all backups', () => {
  it('has nothing to tell of projects whose backups are fresh and proven, and leaves word that it looked', async () => {
    const {store, slack, words, needs, keep} = checking({projects: ['shop']});
    keep();
    keep({project: 'blog', part: 'kmc'});
    const outcome = await checkFleet(words, needs);
    assert.deepEqual(outcome, {
      bucket: 'backups',
      projects: 2,
      deleted: 0,
      refused: [],
      troubles: [],
      told: 0,
    });
    assert.equal(troubleError(outcome), undefined);
    assert.deepEqual(slack.posts, []);
    assert.deepEqual(record(store), {
      format: 1,
      at: NOW.toISOString(),
      kept: ['blog/kmc', 'shop'],
      jenkins: [],
      told: [],
    });
  });

  it('lists the objects of each project once', async () => {
    const {store, words, needs, keep} = checking();
    for (const project of ['shop', 'blog']) keep({project});
    await checkFleet(words, needs);
    assert.deepEqual(
      store.asked.filter(what => what.startsWith('list')),
      ['list backups/', 'list backups/blog/', 'list backups/shop/'],
    );
    assert.equal(store.asked.filter(what => what.startsWith('unfinished')).length, 1);
  });

  it('misses what the organisation names, and what Jenkins deploys to production', async () => {
    const {words, needs} = checking({projects: ['shop', 'cortico/kmc']});
    const jenkins = createFakeJenkins();
    const branch = (name: string) => ({name, isMultibranch: false, inside: []});
    const tree = [
      {name: 'blog', isMultibranch: true, inside: [branch('main'), branch('develop')]},
      {name: 'library', isMultibranch: true, inside: [branch('feature/main')]},
      {name: 'team', isMultibranch: false, inside: [branch('old-prod'), branch('old-stage')]},
    ];
    const {troubles} = await checkFleet(words, {
      ...needs,
      jenkins: () => Promise.resolve({...jenkins, tree: () => Promise.resolve(tree)}),
    });
    assert.deepEqual(
      troubles.map(({kind, project, part}) => [kind, project, part]),
      [
        ['missing', 'blog', undefined],
        ['missing', 'cortico', 'kmc'],
        ['missing', 'old', undefined],
        ['missing', 'shop', undefined],
      ],
    );
  });

  it('goes on with the projects that Jenkins named the last time where it does not answer', async () => {
    const {words, needs, voice} = checking();
    const inside = [{name: 'main', isMultibranch: false, inside: []}];
    const tree = () => Promise.resolve([{name: 'blog', isMultibranch: true, inside}]);
    const first = await checkFleet(words, {...needs, jenkins: () => Promise.resolve({tree})});
    const dead = () => Promise.reject(new UserError('SERVICE_TIMEOUT', 'Jenkins is not there.'));
    const second = await checkFleet(words, {...needs, jenkins: dead});
    assert.deepEqual(second.troubles, first.troubles);
    assert.equal(second.troubles.length, 1);
    assert.ok(voice.lines().some(line => line.includes('Jenkins is not there.')));
  });

  it('forgets that once the organisation says so', async () => {
    const {store, words, needs, keep} = checking();
    keep({project: 'shop'});
    await checkFleet(words, needs);
    for (const key of store.objects.keys()) if (key.startsWith('backups/')) store.objects.delete(key);
    const left = {...words, fleet: {...words.fleet, leave: ['shop']}};
    assert.deepEqual((await checkFleet(left, needs)).troubles, []);
    assert.deepEqual(record(store)?.kept, []);
    assert.equal((await checkFleet(words, needs)).projects, 0);
  });

  it('misses what had backups the last time, though nothing tells of it any more', async () => {
    const {store, words, needs, keep} = checking();
    keep({project: 'shop'});
    await checkFleet(words, needs);
    for (const key of store.objects.keys()) if (key.startsWith('backups/')) store.objects.delete(key);
    for (let night = 0; night < 3; night++) {
      const {troubles} = await checkFleet(words, needs);
      assert.deepEqual(
        troubles.map(({kind, project}) => `${kind} ${project}`),
        ['missing shop'],
      );
    }
  });
});

describe('telling of troubles', () => {
  it('begins a thread for each, which says what mends it', async () => {
    const {slack, words, needs, keep} = checking({projects: ['blog']});
    keep({size: 13});
    const outcome = await checkFleet(words, needs);
    assert.deepEqual(
      slack.posts.map(({channel, message, thread}) => [channel, message.text, thread]),
      [
        ['#backups', '✗ blog has no backup.\n`countable backup`', undefined],
        [
          '#backups',
          '✗ The newest backup of shop has 13 bytes: backups/shop/2026-11-27T033000Z.tar.zst\n`countable backup`',
          undefined,
        ],
      ],
    );
    const {exitCode, code, message} = troubleError(outcome)!;
    assert.deepEqual([exitCode, code], [10, 'BACKUPS_IN_TROUBLE']);
    assert.match(message, /^2 things are wrong with backups: blog has no backup\. The newest/);
  });

  it('says no more as long as nothing changes, changes the message with it, and turns it green in the end', async () => {
    const {store, slack, words, needs, keep, later} = checking({projects: ['shop']});
    await checkFleet(words, needs);
    await checkFleet(words, needs);
    assert.equal(slack.posts.length, 1);
    keep({at: nightsAgo(3)});
    await checkFleet(words, needs);
    assert.match(slack.posts[0]!.message.text, /^✓ ~shop has no backup\.~$/);
    assert.equal(slack.posts[1]?.thread, slack.posts[0]?.ts);
    assert.deepEqual(
      record(store)!.told.map(({id}) => id),
      ['stale shop', 'unproven shop'],
    );
    later(1);
    await checkFleet(words, needs);
    assert.match(slack.posts[2]!.message.text, /^✗ The newest backup of shop is 4 days old/);
    assert.equal(slack.posts.length, 4);
    keep({at: new Date(NOW.getTime() + DAY)});
    await checkFleet(words, needs);
    assert.deepEqual(
      slack.posts.slice(4).map(({thread, message}) => [thread, message.text]),
      [
        [slack.posts[2]!.ts, '✓ The newest backup of shop is 4 days old. It is over, after 1 day.'],
        [
          slack.posts[3]!.ts,
          '✓ The newest backup of shop that is proven to restore is 4 days old. It is over, after 1 day.',
        ],
      ],
    );
    assert.deepEqual(record(store)!.told, []);
  });

  it('tells the next time what Slack refused, and fails nothing', async () => {
    const {slack, words, needs, voice} = checking({projects: ['shop']});
    const closed = fakeSlack({}, {'#backups': 'is_archived'});
    await checkFleet(words, {...needs, slack: () => Promise.resolve(closed)});
    assert.ok(voice.lines().some(line => line.includes('the channel #backups is archived')));
    await checkFleet(words, needs);
    assert.equal(slack.posts.length, 1);
  });

  it('asks a Slack whose token is none once, and leaves green for later', async () => {
    const {slack, words, needs, keep, voice} = checking({projects: ['shop', 'blog']});
    await checkFleet(words, needs);
    keep();
    const revoked = fakeSlack({}, {'#backups': null}, {message: () => 'token_revoked'});
    await checkFleet(words, {...needs, slack: () => Promise.resolve(revoked)});
    assert.equal(voice.lines().filter(line => line.includes('renew SLACK_BOT_TOKEN')).length, 1);
    await checkFleet(words, needs);
    assert.match(slack.posts[1]!.message.text, /^✓ ~shop has no backup/);
  });

  it('says where there is no token, or no channel', async () => {
    for (const [without, said] of [
      [{slack: undefined}, 'there is no token'],
      [{channel: undefined}, 'there is no channel (`fleet: {channel}`)'],
    ] as const) {
      const {words, needs, voice} = checking({projects: ['shop']});
      const {told} = await checkFleet(words, {...needs, ...without});
      assert.equal(told, 0);
      assert.ok(voice.lines().some(line => line.includes(said)));
    }
  });

  it('does not flood a channel when a bucket is empty', async () => {
    const projects = Array.from({length: 40}, (_, index) => `shop${index}`);
    const {store, slack, words, needs} = checking({projects});
    await checkFleet(words, needs);
    assert.equal(slack.posts.length, 26);
    assert.equal(slack.posts[25]!.message.text, '✗ 15 more backups need somebody: `countable fleet --plan`');
    await checkFleet(words, needs);
    assert.equal(record(store)!.told.length, 40);
  });

  it('lets no name of a project write into a message', async () => {
    const {slack, words, needs} = checking({projects: ['<!channel>`x']});
    await checkFleet(words, needs);
    assert.doesNotMatch(slack.posts[0]!.message.text, /<!channel>/);
  });
});

describe('deleting what is too many', () => {
  const full = () => {
    const fleet = checking();
    for (let night = 0; night < 40; night++) fleet.keep({at: nightsAgo(night)});
    return fleet;
  };

  it('goes by days, weeks and months, each archive before what tells of it', async () => {
    const {store, words, needs} = full();
    const outcome = await checkFleet(words, needs);
    assert.equal(outcome.deleted, 29);
    const key = 'remove backups/shop/2026-11-20T033000Z.tar.zst';
    assert.deepEqual(
      store.asked.filter(what => what.startsWith(key)),
      [key, `${key}.manifest.json`, `${key}.proven.json`],
    );
    assert.equal((await checkFleet(words, needs)).deleted, 0);
  });

  it('is only shown with --plan, before anything else', async () => {
    const {store, slack, words, needs} = full();
    const before = [...store.objects.keys()];
    const plan = await fleetPlan({...words, fleet: {...words.fleet, projects: ['blog']}}, needs);
    assert.deepEqual([...store.objects.keys()], before);
    assert.deepEqual(slack.posts, []);
    const lines = fleetText(plan).split('\n');
    assert.equal(lines[0], '2 projects in s3://backups:');
    assert.equal(lines[1], '1. Delete 29 backups that are too many (risks data)');
    assert.match(lines[2]!, /^ {3}- backups\/shop\/2026-11-20T033000Z\.tar\.zst: proven, of /);
    assert.deepEqual(lines.slice(-4), [
      '2. Tell Slack of troubles: 1 new',
      '3. Leave word that all backups were looked at',
      '✗ blog has no backup. countable backup',
      '',
    ]);
  });

  it('keeps as many as the newest manifest of a project asks for, where that is more', async () => {
    for (const [daily, deleted] of [
      [30, 10],
      [1, 29],
    ] as const) {
      const {store, words, needs} = full();
      const manifest = {recipients: [], keep: {daily, weekly: 0, monthly: 0}};
      store.put(
        'backups/shop/2026-11-27T033000Z.tar.zst.manifest.json',
        JSON.stringify(manifest),
        nightsAgo(0),
      );
      assert.equal((await checkFleet(words, needs)).deleted, deleted);
    }
  });

  it('leaves what is locked or held, and asks of nothing else whether it is', async () => {
    const {store, words, needs} = full();
    const key = 'backups/shop/2026-11-20T033000Z.tar.zst';
    Object.assign(store.objects.get(key)!, {lockedUntil: new Date(NOW.getTime() + DAY)});
    Object.assign(store.objects.get('backups/shop/2026-11-19T033000Z.tar.zst')!, {isHeld: true});
    assert.equal((await checkFleet(words, needs)).deleted, 27);
    assert.ok(store.objects.has(key) && store.objects.has(`${key}.manifest.json`));
    assert.equal(store.asked.filter(what => what.startsWith('head')).length, 29 * 3);
  });

  it('leaves an archive whole that it may not delete, tells of it, and goes on', async () => {
    const {store, slack, words, needs, voice} = full();
    store.denied.add('remove backups/shop/2026-11-20');
    const outcome = await checkFleet({...words, fleet: {...words.fleet, projects: ['blog']}}, needs);
    assert.deepEqual([outcome.deleted, outcome.refused], [28, ['backups/shop/2026-11-20T033000Z.tar.zst']]);
    assert.ok(store.objects.has('backups/shop/2026-11-20T033000Z.tar.zst.proven.json'));
    assert.equal(slack.posts.length, 1);
    assert.ok(voice.lines().some(line => line.includes('refuses remove')));
    const {message, remedy} = troubleError({...outcome, troubles: []})!;
    assert.match(message, /^1 backup too many could not be deleted/);
    assert.match(remedy, /countable backup policy fleet/);
  });

  it('ends uploads that nobody goes on with', async () => {
    const {store, words, needs, keep} = checking();
    keep();
    const begunAt = nightsAgo(3);
    store.uploads.push({key: 'backups/shop/2026-11-24T033000Z.tar.zst', id: '1', begunAt});
    store.uploads.push({key: 'backups/shop/else', id: '2', begunAt});
    assert.equal((await checkFleet(words, needs)).deleted, 1);
    assert.deepEqual(
      store.uploads.map(({id}) => id),
      ['2'],
    );
  });

  it('fails when S3 does, once people were told, and without a word that all is looked at', async () => {
    const {store, slack, words, needs} = full();
    const remove = () => Promise.reject(new UserError('S3_UNAVAILABLE', 'Amazon S3 does not answer.'));
    const failing = checkFleet(
      {...words, fleet: {...words.fleet, projects: ['blog']}},
      {...needs, store: {...store, remove}},
    );
    await assert.rejects(failing, {code: 'S3_UNAVAILABLE'});
    assert.equal(slack.posts.length, 1);
  });
});

describe('what older scripts left', () => {
  it('counts for the freshness of a project, and is never deleted', async () => {
    const {words, needs} = checking({projects: ['shop']});
    const old = createFakeObjectStore({name: 'old'});
    for (let night = 0; night < 40; night++)
      old.put(
        `shop/202611/shop.202611${String(27 - (night % 26)).padStart(2, '0')}-0${night % 10}0000.sql.lrz`,
        9_000,
        nightsAgo(night % 26),
      );
    const outcome = await checkFleet(words, {...needs, older: [{store: old, prefix: ''}]});
    assert.deepEqual(
      outcome.troubles.map(({kind}) => kind),
      ['unproven'],
    );
    assert.equal(outcome.deleted, 0);
    assert.deepEqual(
      old.asked.filter(what => !what.startsWith('list')),
      [],
    );
  });

  it('makes no project one that must be watched: what is long gone may lie there', async () => {
    const {words, needs} = checking();
    const old = createFakeObjectStore({name: 'old'});
    old.put('gone/201711/gone.20171127-000000.sql.lrz', 9_000, new Date('2017-11-27T00:00:00Z'));
    const {projects, troubles} = await checkFleet(words, {...needs, older: [{store: old, prefix: ''}]});
    assert.deepEqual([projects, troubles], [0, []]);
  });
});

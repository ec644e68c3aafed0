import assert from 'node:assert/strict';
import {fleetRecordIn} from '../../../ts-helpers/src/archive/fleetRecord.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {checkFleet, fleetPlan, troubleError} from '../../../ts-helpers/src/fleet/fleet.ts';
import {createFakeJenkins} from '../../fakes/jenkins.ts';
import {createFakeObjectStore} from '../../fakes/objectStore.ts';
import {type Made, manifestText, nightsAgo, NOW} from '../archive/kept.ts';
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
      copied: [],
      jenkins: [],
      told: [],
    });
  });

  it('tells of a database whose moments do not reach the bucket any more', async () => {
    const {store, words, needs, keep} = checking({projects: ['shop']});
    keep();
    const manifest = [...store.objects.keys()].find(key => key.endsWith('.manifest.json')) ?? '';
    store.put(manifest, manifestText({pitr: [{service: 'db', stanza: 'db'}]}), NOW);
    const segment = 'pitr/shop/archive/db/15-1/0000000100000000/000000010000000000000005-1f2e.zst';
    store.put(segment, 900, new Date(NOW.getTime() - 60_000));
    assert.deepEqual((await checkFleet(words, needs)).troubles, []);
    store.put(segment, 900, new Date(NOW.getTime() - 360_000));
    const {troubles} = await checkFleet(words, needs);
    assert.deepEqual(
      troubles.map(({kind, command}) => [kind, command]),
      [['behind', 'countable backup shop']],
    );
    assert.match(troubles[0]?.message ?? '', /^For 6 minutes nothing of what changes in db of shop/);
    store.objects.delete(segment);
    const [never] = (await checkFleet(words, needs)).troubles;
    assert.match(never?.message ?? '', /^Nothing of what changes in db of shop/);
    // What refuses it every night is told by the plan.
    assert.equal(never?.command, 'countable backup shop --plan');
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

describe('evidence that is damaged, or of another archive', () => {
  it('proves nothing', async () => {
    const {words, needs, keep} = checking({projects: ['shop']});
    keep();
    const kinds = async () => (await checkFleet(words, needs)).troubles.map(({kind}) => kind);
    assert.deepEqual(await kinds(), []);
    const [key = ''] = (await needs.store.list('backups/shop/')).flatMap(one =>
      one.key.endsWith('.proven.json') ? [one.key] : [],
    );
    (needs.store as ReturnType<typeof createFakeObjectStore>).put(key, 'not json', nightsAgo(-1));
    assert.deepEqual(await kinds(), ['unproven']);
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

describe('a manifest that is damaged', () => {
  const troublesBy = async (text: string | undefined, made: Partial<Made> = {}) => {
    const {store, keep, words, needs} = checking();
    keep(made);
    const key = [...store.objects.keys()].find(one => one.endsWith('.manifest.json')) ?? '';
    if (text === undefined) store.objects.delete(key);
    else store.put(key, text, NOW);
    const {troubles} = await fleetPlan(words, needs);
    return troubles.map(({kind, message, command}) => [kind, message, command]);
  };
  const told = [
    'unreadable',
    'The newest backup of shop cannot be restored as it is, for its manifest is missing or damaged: backups/shop/2026-11-27T033000Z.tar.zst',
    'countable backup shop',
  ];

  it('is told, by name, with the command that makes a whole one', async () => {
    for (const text of [undefined, '<html>', manifestText().slice(0, 50), '{"format": 1}'])
      assert.deepEqual(await troublesBy(text), [told]);
  });

  it('lets nothing go meanwhile: what the project wants kept stands in it', async () => {
    const {store, keep, words, needs} = checking();
    for (let night = 0; night < 9; night += 1) keep({at: nightsAgo(night)});
    words.rules = {...words.rules, keep: {daily: 1, weekly: 0, monthly: 0}};
    assert.equal((await fleetPlan(words, needs)).leaving.length, 8);
    store.put('backups/shop/2026-11-27T033000Z.tar.zst.manifest.json', '<html>', NOW);
    assert.deepEqual((await fleetPlan(words, needs)).leaving, []);
  });

  it('is no trouble where it is of a later version, and none beside a proof that has failed', async () => {
    assert.deepEqual(await troublesBy('{"format": 2, "recipients": []}'), []);
    const [first, ...others] = await troublesBy('<html>', {beside: ['manifest', 'failed']});
    assert.deepEqual([first?.[0], others], ['failed', []]);
  });
});

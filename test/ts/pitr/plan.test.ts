import assert from 'node:assert/strict';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {planPitr, type PitrFacts, type PitrPlan} from '../../../ts-helpers/src/pitr/plan.ts';
import type {PitrServer} from '../../../ts-helpers/src/pitr/plan/facts.ts';
import {COMMAND, NO_COMMAND, settingsFor} from '../../../ts-helpers/src/pitr/plan/settings.ts';
import {MADE_OF, sidecarOf} from '../../../ts-helpers/src/pitr/plan/sidecar.ts';
import {fresh, NOW, pitrFacts, server} from './facts.ts';

const FOLDER = '/var/lib/postgresql/data/countable-pgbackrest';
/** With our settings, said and in force. */
const settled = server({
  inForce: {
    ...server().inForce,
    archive_mode: {value: 'on', isGiven: false},
    archive_command: {value: COMMAND, isGiven: false},
    unix_socket_directories: {value: `"/var/run/postgresql", "${FOLDER}"`, isGiven: false},
  },
  said: {
    ...server().said,
    archive_mode: 'on',
    archive_command: COMMAND,
    unix_socket_directories: `"/var/run/postgresql", "${FOLDER}"`,
  },
});
const made = sidecarOf(settled, 'shop-prod');
const sidecar = {
  id: 'side-id',
  image: made.image,
  command: ['-c', made.script, 'sh', ...made.words],
  madeOf: made.labels[MADE_OF] ?? '',
  state: 'running',
};
const going: PitrServer = {...fresh, server: settled, sidecar, lastFull: new Date('2026-11-25T03:30:00Z')};
const goingFacts = (more: Partial<PitrServer> = {}, all: Partial<PitrFacts> = {}): PitrFacts =>
  pitrFacts({servers: [{...going, ...more}], images: [made.image], ...all});

const ids = ({steps}: PitrPlan): string[] => steps.map(({id}) => id);
const refusal = (facts: PitrFacts): string => {
  try {
    planPitr(facts);
  } catch (error) {
    assert.ok(error instanceof UserError);
    assert.equal(error.code, 'PITR_IMPOSSIBLE');
    return `${error.message} ${error.remedy}`;
  }
  return '';
};

describe('keeping every moment of a server', () => {
  it('begins with an image, settings, one restart, a sidecar and all that there is', () => {
    const plan = planPitr(pitrFacts());
    assert.deepEqual(ids(plan), [
      'pitr-image',
      'pitr-configure',
      'pitr-settings',
      'pitr-restart',
      'pitr-sidecar',
      'pitr-base',
    ]);
    assert.deepEqual(
      plan.steps.filter(({risks}) => risks !== 'nothing').map(({does}) => does),
      [
        'Restart db, this once, for that to count: a few seconds without it, and back to what was before where it does not come up',
      ],
    );
    const [one] = plan.servers;
    assert.deepEqual(
      one?.statements.map(statement => statement.split(' = ')[0]),
      [
        'ALTER SYSTEM SET archive_mode',
        'ALTER SYSTEM SET archive_command',
        'ALTER SYSTEM SET unix_socket_directories',
      ],
    );
    assert.equal(
      one?.statements[2],
      `ALTER SYSTEM SET unix_socket_directories = '/var/run/postgresql', '${FOLDER}'`,
    );
    assert.equal(one?.type, 'full');
  });

  it('changes nothing of a server that is as it should be, and stores what differs', () => {
    const plan = planPitr(goingFacts());
    assert.deepEqual(ids(plan), ['pitr-configure', 'pitr-base']);
    assert.equal(plan.servers[0]?.type, 'diff');
    const later = new Date('2026-12-01T20:00:00Z');
    assert.equal(planPitr(goingFacts({}, {now: later})).servers[0]?.type, 'full');
  });

  it('restarts only where settings are said and not in force', () => {
    assert.deepEqual(settingsFor({...server(), said: settled.said}), {statements: [], restart: true});
    assert.deepEqual(settingsFor(settled), {statements: [], restart: false});
  });

  it('makes the sidecar anew where the image, what it mounts or what it does is another, or it is not up', () => {
    const others: Partial<typeof sidecar>[] = [
      {image: 'countable-pitr:older'},
      {madeOf: '{}'},
      {command: ['-c', 'older', 'sh']},
      {state: 'exited'},
    ];
    for (const other of others) {
      const plan = planPitr(goingFacts({sidecar: {...sidecar, ...other}}));
      assert.deepEqual(ids(plan), ['pitr-configure', 'pitr-sidecar', 'pitr-base']);
      assert.equal(plan.servers[0]?.replaces, 'side-id');
    }
  });

  it('gives the sidecar what the server writes to, as its user, and nothing else', () => {
    assert.deepEqual(made.mounts, [
      {type: 'volume', source: 'shop_pg', target: '/var/lib/postgresql/data'},
      {type: 'volume', source: 'shop-prod-db-countable-pitr', target: '/countable'},
    ]);
    assert.equal(made.user, '999:999');
    assert.equal(made.image, 'countable-pitr:d7bae9f5ec90');
    assert.deepEqual(made.words, [FOLDER, 'shop', '5432', '40']);
  });

  it('removes images that nothing runs', () => {
    const images = [made.image, 'countable-pitr:of-others', 'countable-pitr:of-nobody'];
    const plan = planPitr(goingFacts({}, {images, usedImages: ['countable-pitr:of-others']}));
    assert.deepEqual(plan.images, ['countable-pitr:of-nobody']);
    assert.equal(ids(plan).at(-1), 'pitr-old-images');
  });

  it('ends with WAL let go at once, and the rest at the next start', () => {
    const plan = planPitr(pitrFacts({servers: [], ending: [{server: settled, sidecar}]}));
    assert.deepEqual(ids(plan), ['pitr-end']);
    assert.deepEqual(plan.ending[0]?.statements, [
      `ALTER SYSTEM SET archive_command = '${NO_COMMAND}'`,
      'ALTER SYSTEM RESET archive_mode',
      'ALTER SYSTEM RESET unix_socket_directories',
    ]);
  });
});

describe('the passphrase of what is kept', () => {
  const planned = (passphrase: Partial<PitrServer['passphrase']>, recipients = ['age1x', 'age1y']) =>
    goingFacts(
      {passphrase: {...fresh.passphrase, ...passphrase}},
      {repository: {...pitrFacts().repository, recipients}},
    );

  it('is made once, where the organisation has keys', () => {
    assert.equal(planPitr(planned({})).servers[0]?.passphrase, 'make');
    assert.ok(ids(planPitr(planned({}))).includes('pitr-passphrase'));
    assert.equal(planPitr(planned({}, [])).servers[0]?.passphrase, 'none');
    for (const recipients of [[], ['age1x', 'age1y']])
      assert.equal(
        planPitr(planned({isKept: true, isHere: true}, recipients)).servers[0]?.passphrase,
        'here',
      );
  });

  it('is fetched by who has a key, where this host lost it', () => {
    assert.equal(planPitr(planned({isKept: true, hasKey: true})).servers[0]?.passphrase, 'fetch');
    assert.match(refusal(planned({isKept: true})), /not on this host any more\. .*COUNTABLE_BACKUP_KEY_FILE/);
  });

  it('comes too late for what was begun without', () => {
    assert.match(refusal(planned({isPlain: true})), /begun without encryption/);
    assert.equal(refusal(planned({isPlain: true}, [])), '');
  });
});

describe('what is in the way of keeping every moment', () => {
  const of = (more: Partial<Parameters<typeof server>[0]>): string =>
    refusal(pitrFacts({servers: [{...fresh, server: server(more)}]}));
  const inForce = (name: string, value: string, isGiven = false) => ({
    inForce: {...server().inForce, [name]: {value, isGiven}},
  });
  const said = (archive_command: string) => ({said: {...server().said, archive_command}});

  it('is an archive of its own', () => {
    assert.match(of(said('wal-g push %p')), /archives its WAL by itself \(archive_command = wal-g push %p\)/);
    assert.match(of(inForce('archive_library', 'basic_archive')), /archive_library = basic_archive/);
    assert.equal(of(said(NO_COMMAND)), '');
    assert.equal(of(said('d=countable-pgbackrest/wal; an older one of ours')), '');
  });

  it('is what its command line says', () => {
    assert.match(
      of(inForce('archive_command', '(disabled)', true)),
      /archive_command of db stands on its command line/,
    );
    assert.match(of(inForce('unix_socket_directories', '/tmp', true)), /Take it out of `command:`/);
    assert.equal(of(inForce('archive_mode', 'on', true)), '');
  });

  it('is what WAL is not enough for, or where there is none', () => {
    assert.match(of({walLevel: 'minimal'}), /wal_level=minimal/);
    assert.match(of({isStandby: true}), /follows another server/);
    assert.match(of(inForce('archive_mode', 'always')), /archive_mode=always/);
  });

  it('is data that goes with its container', () => {
    assert.match(of({mounts: []}), /\/var\/lib\/postgresql\/data of db is in no volume/);
    assert.match(of({elsewhere: ['/fast']}), /^\/fast of db is in no volume/);
    assert.match(of({dataFolder: `/${'x'.repeat(90)}`}), /too long a name for a socket/);
  });

  it('is a bucket that is reached without TLS, or by keys that end', () => {
    const repository = (more: object) =>
      refusal(pitrFacts({repository: {...pitrFacts().repository, ...more}}));
    assert.match(
      repository({bucket: {name: 'b', endpoint: 'http://s3:9000'}}),
      /by TLS alone, and not to http:\/\/s3:9000/,
    );
    assert.match(repository({isPassing: true}), /end by themselves/);
    assert.ok(NOW);
  });
});

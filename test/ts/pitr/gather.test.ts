import assert from 'node:assert/strict';
import {PassThrough, Readable} from 'node:stream';
import type {Container} from '../../../ts-helpers/src/compose/model.ts';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';
import type {Pipes} from '../../../ts-helpers/src/outside/pipe.ts';
import {gatherPitr, type PitrGatherNeeds, type PitrWanted} from '../../../ts-helpers/src/pitr/gather.ts';
import {COMMAND} from '../../../ts-helpers/src/pitr/plan/settings.ts';
import {createFakeObjectStore} from '../../fakes/objectStore.ts';
import {running} from '../support/deployFacts.ts';
import {NOW, server} from './facts.ts';

const {inForce, dataFolder, user, port, isStandby, walLevel} = server();
const told = {inForce, dataFolder, user, port, isStandby, walLevel, said: {}, tablespaces: []};
const INFO = [
  {name: 'other', backup: [{type: 'full', timestamp: {stop: 9}}]},
  {
    name: 'db',
    backup: [
      {type: 'full', timestamp: {stop: 1_000}},
      {type: 'diff', timestamp: {stop: 2_000}},
    ],
  },
];

/** Programs in containers, by what their words hold. */
const answering = (answers: Readonly<Record<string, string | undefined>>): Pipes => ({
  pipe: (_, args) => {
    const words = args.join(' ');
    const key = Object.keys(answers).find(one => words.includes(one)) ?? '';
    const answer = answers[key];
    const failed = () => new CommandFailed({program: 'docker', args, exitCode: 1, tail: ['no'], stderr: ''});
    return {
      input: new PassThrough(),
      output: Readable.from(answer === undefined ? [] : [Buffer.from(answer)]),
      ended: answer === undefined ? Promise.reject(failed()) : Promise.resolve(''),
      stop: () => undefined,
    };
  },
});

const db: Container = {
  ...running('db', {}),
  id: 'db-id',
  image: 'postgres:15',
  imageId: 'sha256:d7bae9f5ec90aa',
};
const side: Container = {
  ...running('', {'ca.countable.pitr': 'shop-prod', 'ca.countable.pitr-made-of': '{}'}),
  ...{id: 'side-id', name: 'shop-prod-db-countable-pitr', image: 'countable-pitr:d7bae9f5ec90'},
  command: ['-c', 'loop'],
};
const ANSWERS = {
  pg_is_in_recovery: JSON.stringify(told),
  'readlink -f': '999:999\n/var/lib/postgresql/data/pg_wal\n',
  'passphrase.conf': 'yes\n',
  'pgbackrest info': JSON.stringify(INFO),
};

const gathering = (
  {sidecars = [side], answers = ANSWERS as Readonly<Record<string, string | undefined>>} = {},
  isWanted = true,
) => {
  const store = createFakeObjectStore({name: 'backups'});
  const needs: PitrGatherNeeds = {
    store,
    pipes: answering(answers),
    keyFile: undefined,
    readAccess: () =>
      Promise.resolve({region: 'ca-central-1', credentials: {keyId: 'i', secret: 's'}, isPassing: false}),
    docker: {
      containers: labels => Promise.resolve(labels.length === 0 ? [db, ...sidecars] : sidecars),
      inspect: () => Promise.resolve([db]),
      imagesBelow: () => Promise.resolve(['countable-pitr:d7bae9f5ec90', 'countable-pitr:x-base']),
    },
  };
  const servers = [{service: 'db', stanza: 'db', container: 'db-id', isWanted}];
  const wanted: PitrWanted = {
    project: 'shop',
    composeProject: 'shop-prod',
    recipients: [],
    servers,
    now: NOW,
  };
  return {store, gather: () => gatherPitr(wanted, needs)};
};

describe('what there is of every moment', () => {
  it('is told by the server, its sidecar and the bucket', async () => {
    const {store, gather} = gathering();
    store.put('pitr/shop/archive/db/archive.info', 1, NOW);
    const {facts, access} = (await gather()) ?? {};
    const [one] = facts?.servers ?? [];
    assert.deepEqual(one?.lastFull, new Date(1_000_000));
    assert.deepEqual(one.passphrase, {isHere: true, isKept: false, isPlain: true, hasKey: false});
    assert.deepEqual(
      [one.server.owner, one.server.elsewhere],
      ['999:999', ['/var/lib/postgresql/data/pg_wal']],
    );
    assert.deepEqual(one.sidecar?.command, ['-c', 'loop']);
    assert.deepEqual(facts?.images, ['countable-pitr:d7bae9f5ec90']);
    assert.deepEqual(facts.usedImages, ['postgres:15', 'countable-pitr:d7bae9f5ec90']);
    assert.deepEqual(facts.repository.region, 'ca-central-1');
    assert.doesNotMatch(JSON.stringify(facts), /"secret"/);
    assert.equal(access?.isPassing, false);
  });

  it('has a passphrase of its own stanza alone', async () => {
    const {store, gather} = gathering();
    store.put('pitr/shop/db.passphrase.age', 1, NOW);
    assert.equal((await gather())?.facts.servers[0]?.passphrase.isKept, true);
    const other = gathering();
    other.store.put('pitr/shop/db.passphrase.age.old', 1, NOW);
    assert.equal((await other.gather())?.facts.servers[0]?.passphrase.isKept, false);
  });

  it('is all to be made where no sidecar runs, or pgBackRest does not answer', async () => {
    for (const given of [{sidecars: []}, {answers: {...ANSWERS, 'pgbackrest info': undefined}}]) {
      const [one] = (await gathering(given).gather())?.facts.servers ?? [];
      assert.ok(one !== undefined);
      assert.equal(one.lastFull, undefined);
    }
  });

  it('is nothing where it is not wanted and never was, also where the server does not tell', async () => {
    assert.equal(await gathering({sidecars: []}, false).gather(), undefined);
    const silent = {...ANSWERS, pg_is_in_recovery: undefined};
    assert.equal(await gathering({sidecars: [], answers: silent}, false).gather(), undefined);
  });

  it('ends where it is not wanted any more, also where only its settings are left', async () => {
    const ours = JSON.stringify({...told, said: {archive_command: COMMAND}});
    const left = gathering({sidecars: [], answers: {...ANSWERS, pg_is_in_recovery: ours}}, false);
    for (const {gather} of [left, gathering({}, false)]) {
      const {facts, access} = (await gather()) ?? {};
      assert.equal(facts?.ending.length, 1);
      assert.deepEqual(facts.servers, []);
      assert.equal(access, undefined);
    }
  });
});

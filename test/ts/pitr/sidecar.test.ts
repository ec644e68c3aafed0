import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Readable} from 'node:stream';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';
import type {DockerCommand} from '../../../ts-helpers/src/outside/dockerCommand.ts';
import {type OnceOrder, sidecarsOf} from '../../../ts-helpers/src/outside/docker/sidecars.ts';
import {configure} from '../../../ts-helpers/src/pitr/act/configure.ts';
import {fetchPassphrase, makePassphrase} from '../../../ts-helpers/src/pitr/act/passphrase.ts';
import {ensureImage} from '../../../ts-helpers/src/pitr/image.ts';
import {sidecarOf} from '../../../ts-helpers/src/pitr/plan/sidecar.ts';
import {createFakeObjectStore} from '../../fakes/objectStore.ts';
import {NOW, pitrFacts, server} from './facts.ts';

/** What docker is asked, and given. */
const recording = (fails: (words: string) => boolean = () => false) => {
  const asked: {words: string; input: string | undefined}[] = [];
  const docker: DockerCommand = (args, {input} = {}) => {
    const words = args.join(' ');
    asked.push({words, input});
    if (!fails(words)) return Promise.resolve({stdout: 'id\n', stderr: ''});
    const tail = ['E: Unable to locate package'];
    return Promise.reject(new CommandFailed({program: 'docker', args, exitCode: 100, tail, stderr: ''}));
  };
  return {asked, sidecars: sidecarsOf(docker)};
};
const planned = sidecarOf(server(), 'shop-prod');

describe('a sidecar', () => {
  it('comes back after a reboot, as the owner of the data, without a port', async () => {
    const {asked, sidecars} = recording();
    assert.equal(await sidecars.runSidecar(planned), 'id');
    const words = asked[0]?.words ?? '';
    assert.match(
      words,
      /^run --detach --name shop-prod-db-countable-pitr --init --pull never --restart unless-stopped --user 999:999 /,
    );
    assert.match(words, / --mount type=volume,source=shop_pg,target=\/var\/lib\/postgresql\/data /);
    assert.match(words, / --entrypoint sh countable-pitr:d7bae9f5ec90 -c set -u/);
    assert.doesNotMatch(words, /--publish|--network/);
  });

  it('has an image that is built by the name of its base, which goes again', async () => {
    const {asked, sidecars} = recording();
    await sidecars.buildOn({base: 'sha256:1', lines: 'RUN true\n', name: 'countable-pitr:1'});
    assert.deepEqual(asked, [
      {words: 'image tag sha256:1 countable-pitr:1-base', input: undefined},
      {words: 'build --tag countable-pitr:1 -', input: 'FROM countable-pitr:1-base\nRUN true\n'},
      {words: 'image rm countable-pitr:1-base', input: undefined},
    ]);
  });

  it('cannot be where its package cannot be fetched', async () => {
    const {asked, sidecars} = recording(words => words.startsWith('build'));
    const docker = {...sidecars, imageIds: () => Promise.resolve(new Map<string, string>())};
    await assert.rejects(ensureImage(server(), {docker}), {
      code: 'PITR_IMAGE',
      message: 'PgBackRest cannot be installed into postgres:15, which db runs.',
    });
    assert.match(asked.at(-1)?.words ?? '', /^image rm/);
    const there = {
      ...sidecars,
      imageIds: (names: readonly string[]) => Promise.resolve(new Map([[names[0]!, '1']])),
    };
    await ensureImage(server(), {docker: there});
    assert.equal(asked.length, 3);
  });

  it('is told its keys by stdin, into a file of its own', async () => {
    const given: OnceOrder[] = [];
    const docker = {
      runOnce: (order: OnceOrder) => {
        given.push(order);
        return Promise.resolve('');
      },
    };
    const access = {region: 'x', credentials: {keyId: 'id', secret: 'nobody-sees-it'}, isPassing: false};
    const {repository} = pitrFacts();
    const order = {server: server(), sidecar: planned, repository, access, passphrase: 'nor-this'};
    await configure(order, {docker, certificates: () => Promise.resolve('a certificate')});
    assert.deepEqual(
      given.map(({words, input = ''}) => [words[0], /nobody-sees-it|nor-this|certificate/.exec(input)?.[0]]),
      [
        ['/countable/ca.pem', 'certificate'],
        ['/countable/conf.d/passphrase.conf', 'nor-this'],
        ['/countable/pgbackrest.conf', 'nobody-sees-it'],
      ],
    );
    for (const {words, script, mounts} of given) {
      assert.doesNotMatch(`${words.join()} ${script}`, /nobody-sees-it|nor-this/);
      assert.deepEqual(mounts, [
        {type: 'volume', source: 'shop-prod-db-countable-pitr', target: '/countable'},
      ]);
    }
  });

  it('has what it is given run once, reaching nobody, and volumes that go', async () => {
    const {asked, sidecars} = recording();
    const mounts = [{type: 'bind', source: '/a,b', target: '/c'}];
    await sidecars.runOnce({image: 'i', user: '0', mounts, script: 'cat', words: ['x'], input: 'text'});
    await sidecars.removeVolume('v');
    await sidecars.restart('c');
    assert.deepEqual(asked, [
      {
        words:
          'run --rm --interactive --pull never --network none --user 0 --mount type=bind,"source=/a,b",target=/c --entrypoint sh i -c cat sh x',
        input: 'text',
      },
      {words: 'volume rm --force v', input: undefined},
      {words: 'restart c', input: undefined},
    ]);
  });
});

describe('a passphrase', () => {
  it('lies in the bucket for the holders of the keys alone, and is never written over', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countable-passphrase-'));
    const keyFile = path.join(folder, 'key');
    writeFileSync(keyFile, 'reversed');
    // Encrypts by turning it round.
    const turned = (source: Readable): Readable =>
      Readable.from(
        (async function* () {
          let text = '';
          for await (const piece of source) text += String(piece);
          yield Buffer.from([...text].reverse().join(''));
        })(),
      );
    const encrypting = {
      encrypt: (source: Readable, recipients: readonly string[]) => {
        assert.deepEqual(recipients, ['age1x']);
        return Promise.resolve(turned(source));
      },
      decrypt: (source: Readable, file: string) => {
        assert.equal(readFileSync(file, 'utf8'), 'reversed');
        return Promise.resolve(turned(source));
      },
    };
    const store = createFakeObjectStore({name: 'backups'});
    const needs = {store, encrypting, clock: {now: () => NOW}};
    const order = {project: 'shop', stanza: 'db', recipients: ['age1x']};
    const made = await makePassphrase(order, needs);
    assert.match(made, /^[\w-]{64}$/);
    const kept = store.objects.get('pitr/shop/db.passphrase.age')?.body.toString();
    assert.equal(kept, [...made].reverse().join(''));
    assert.equal(await fetchPassphrase({...order, keyFile}, needs), made);
    await assert.rejects(makePassphrase(order, needs), {code: 'BACKUP_EXISTS'});
    rmSync(folder, {recursive: true});
  });
});

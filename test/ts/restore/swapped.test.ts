import assert from 'node:assert/strict';
import {PassThrough, Readable} from 'node:stream';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';
import type {Pipes} from '../../../ts-helpers/src/outside/pipe.ts';
import type {Journals, RestoreJournal} from '../../../ts-helpers/src/restore/act/journal.ts';
import {mendKilled} from '../../../ts-helpers/src/restore/act/mending.ts';
import type {Places} from '../../../ts-helpers/src/restore/act/places.ts';
import {carriedOut} from '../../../ts-helpers/src/restore/carriedOut.ts';
import {planRestore} from '../../../ts-helpers/src/restore/plan.ts';
import {type RecordedVoice, recordVoice} from '../../fakes/voice.ts';
import {restoreFacts} from './facts.ts';
import {BEFORE, LOADED, wholeFacts} from './wholeFacts.ts';

const facts = wholeFacts();
const PLAN = planRestore(facts);

describe('a server that trades places whole', () => {
  let deeds: string[];
  let kept: RestoreJournal | undefined;
  let phases: string[];
  /** On this folder it does not come up. */
  let broken: string | undefined;
  let exitCode: number;
  let running: Set<string>;
  let said: RecordedVoice;
  /** What is in each folder. */
  let inside: Record<string, string>;
  beforeEach(() => {
    [deeds, phases] = [[], []];
    inside = {_data: 'old'};
    [kept, broken, exitCode] = [undefined, undefined, 0];
    running = new Set(['id-of-web', 'id-of-worker', 'id-of-db']);
    said = recordVoice();
  });

  const journals: Journals = {
    read: () => Promise.resolve(kept),
    write(journal) {
      phases.push(journal.phase);
      kept = journal;
      return Promise.resolve();
    },
    remove() {
      kept = undefined;
      return Promise.resolve();
    },
  };
  const isUp = (container: string): boolean =>
    running.has(container) && (container !== 'id-of-db' || inside['_data'] !== broken);
  const pipes: Pipes = {
    pipe(_program, args) {
      const container = args[2] ?? '';
      const ended = isUp(container) ? Promise.resolve('') : Promise.reject(refusal());
      ended.catch(() => undefined);
      return {
        input: new PassThrough().resume(),
        output: Readable.from([Buffer.from('')]),
        ended,
        stop: () => undefined,
      };
    },
  };
  /** The three moves of a folder, as the shell does them. */
  const move = (live: string, loaded: string, before: string): void => {
    if (inside[loaded] === undefined) return;
    if (inside[live] !== undefined) inside[before] = inside[live];
    inside[live] = inside[loaded];
    delete inside[loaded];
  };
  const docker = {
    containers: () => Promise.resolve([{id: 'clone', service: 'db'}] as never),
    openFolder: () => Promise.resolve('open'),
    removeThrowAway(label: string) {
      if (running.delete('clone')) deeds.push(`remove ${label}`);
      return Promise.resolve();
    },
    exec(_container: string, words: readonly string[]) {
      if (words[0] === 'rm') delete inside[LOADED];
      else if (words.length === 7) move(words[4]!, words[5]!, words[6]!);
      else if (words[2]?.includes('mkdir')) inside[words[5]!] = 'new';
      if (words.length === 7) {
        assert.ok(!running.has('id-of-db'), 'it runs while its folder changes');
        deeds.push(`move ${words[5]}`);
      }
      return Promise.resolve({exitCode: 0, stdout: '', stderr: ''});
    },
    stop(container: string) {
      if (running.delete(container)) deeds.push(`stop ${container}`);
      return Promise.resolve();
    },
    startAgain(container: string) {
      deeds.push(`start ${container}`);
      running.add(container);
      return Promise.resolve();
    },
    inspect: ([container = '']: readonly string[]) =>
      Promise.resolve([
        {id: container, service: 'db', state: isUp(container) ? 'running' : 'exited', exitCode},
      ] as never),
    logs: () => Promise.resolve(['begun', 'cannot read it']),
    runTools: () => assert.fail(),
  };
  const needs = () => ({
    pipes,
    docker,
    compressing: {compress: () => assert.fail(), decompress: () => assert.fail()},
    encrypting: {} as never,
    store: {} as never,
    keyFile: undefined,
    clock: {wait: () => Promise.resolve(), elapsed: () => 0},
    voice: said,
    compose: {
      create({files}: {files: readonly string[]}) {
        deeds.push(`create ${files.join()}`);
        return Promise.resolve();
      },
    },
    files: {
      temporaryFolder: () => Promise.resolve('/tmp/x'),
      writeText: (_file: string, _text: string, mode?: number) => {
        assert.equal(mode, 0o600);
        return Promise.resolve();
      },
      remove: () => Promise.resolve(),
    },
  });
  /** Nothing is in the archive but what the clone is: `new`. */
  const load = async (places: Places) => {
    await places.startServers(facts);
    return {
      ...facts.manifest,
      servers: facts.manifest.servers.map(({roles: _, ...one}) => ({...one, databases: []})),
    };
  };
  const restored = () =>
    carriedOut({plan: PLAN, load, composeProject: 'shop-prod', minutes: 1}, journals, needs());

  it('is filled by a throw-away that ends by itself, and stands still only while folders change', async () => {
    const {kept: names} = await restored();
    assert.deepEqual(names, [BEFORE]);
    assert.deepEqual(inside, {_data: 'new', [BEFORE]: 'old'});
    assert.deepEqual(deeds, [
      'create /tmp/x/compose.json',
      'start clone',
      'stop clone',
      'stop id-of-web',
      'stop id-of-worker',
      'stop id-of-db',
      `move ${LOADED}`,
      'start id-of-db',
      'start id-of-web',
      'start id-of-worker',
    ]);
    assert.deepEqual(phases, ['loading', 'loading', 'swapping', 'done']);
  });

  it('goes back to its folder where it does not come up on the other one', async () => {
    broken = 'new';
    await assert.rejects(restored(), {
      code: 'RESTORE_FAILED',
      message: 'db does not come up (exited): cannot read it',
    });
    assert.deepEqual(inside, {_data: 'old'});
    assert.deepEqual([...running].toSorted(), ['id-of-db', 'id-of-web', 'id-of-worker']);
    assert.deepEqual(phases, ['loading', 'loading', 'swapping', 'returning']);
    assert.equal(kept, undefined);
    assert.ok(deeds.lastIndexOf('start id-of-db') < deeds.lastIndexOf('start id-of-web'), deeds.join());
  });

  it('keeps its folder where the throw-away was killed as it ended', async () => {
    exitCode = 137;
    await assert.rejects(restored(), {code: 'RESTORE_FAILED', message: /db did not end well.*exit code 137/});
    assert.deepEqual(inside, {_data: 'old'});
    assert.ok(!deeds.includes('stop id-of-db'));
  });

  const killed = (phase: RestoreJournal['phase'], there: Record<string, string>): void => {
    const {servers, stops, stamp, source} = PLAN;
    kept = {servers, folders: PLAN.folders, stops, stamp, source, phase};
    inside = there;
    running = new Set();
  };

  for (const [phase, there, then] of [
    ['loading', {_data: 'old', [LOADED]: 'new'}, {_data: 'old'}],
    ['swapping', {_data: 'old', [LOADED]: 'new'}, {_data: 'new', [BEFORE]: 'old'}],
    ['swapping', {[BEFORE]: 'old', [LOADED]: 'new'}, {_data: 'new', [BEFORE]: 'old'}],
    ['swapping', {_data: 'new', [BEFORE]: 'old'}, {_data: 'new', [BEFORE]: 'old'}],
    ['returning', {_data: 'new', [BEFORE]: 'old'}, {_data: 'old'}],
    ['returning', {[BEFORE]: 'old', [LOADED]: 'new'}, {_data: 'old'}],
    ['returning', {_data: 'old', [LOADED]: 'new'}, {_data: 'old'}],
  ] as const)
    it(`that was killed (${phase}: ${Object.keys(there).join(', ')}) has one of both whole`, async () => {
      killed(phase, {...there});
      await mendKilled('shop-prod', journals, needs());
      assert.deepEqual(inside, then);
      assert.deepEqual(
        deeds.filter(deed => deed.startsWith('start')),
        ['start id-of-db', 'start id-of-web', 'start id-of-worker'],
      );
      assert.equal(kept?.phase, phase === 'swapping' ? 'done' : undefined);
    });

  it('that runs again meanwhile is stopped before its folder changes', async () => {
    killed('swapping', {_data: 'old', [LOADED]: 'new'});
    running = new Set(['id-of-db', 'id-of-web']);
    await mendKilled('shop-prod', journals, needs());
    assert.deepEqual(deeds.slice(0, 3), ['stop id-of-web', 'stop id-of-db', `move ${LOADED}`]);
  });

  it('starts who uses it also where it does not come up on what is finished, and says so', async () => {
    killed('swapping', {_data: 'new', [BEFORE]: 'old'});
    broken = 'new';
    await mendKilled('shop-prod', journals, needs());
    assert.match(said.lines().join('\n'), /db does not come up \(exited\): cannot read it/);
    assert.equal(deeds.at(-1), 'start id-of-worker');
  });

  it('is none where databases change names', () => {
    assert.deepEqual(
      planRestore(restoreFacts()).stops.flatMap(({server}) => server ?? []),
      [],
    );
  });
});

const refusal = (): CommandFailed =>
  new CommandFailed({program: 'docker', args: [], exitCode: 1, signal: undefined, tail: [], stderr: ''});

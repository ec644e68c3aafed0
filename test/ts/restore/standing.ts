import assert from 'node:assert/strict';
import {PassThrough, Readable} from 'node:stream';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';
import type {Pipes} from '../../../ts-helpers/src/outside/pipe.ts';
import type {Journals, RestoreJournal} from '../../../ts-helpers/src/restore/act/journal.ts';
import {type RecordedVoice, recordVoice} from '../../fakes/voice.ts';

/** A project whose server keeps its data in `_data`, and what is done to it. */
export interface Standing {
  deeds: string[];
  kept: RestoreJournal | undefined;
  phases: string[];
  /** With this in its folder it does not come up. */
  broken: string | undefined;
  /** With which containers end. */
  exitCode: number;
  running: Set<string>;
  /** What is in each folder. */
  inside: Map<string, string>;
  voice: RecordedVoice;
}

export const standing = (): Standing => ({
  ...{deeds: [], phases: [], kept: undefined, broken: undefined, exitCode: 0},
  running: new Set(['id-of-web', 'id-of-worker', 'id-of-db']),
  inside: new Map([['_data', 'old']]),
  voice: recordVoice(),
});

export const journalsOf = (state: Standing): Journals => ({
  read: () => Promise.resolve(state.kept),
  write(journal) {
    state.phases.push(journal.phase);
    state.kept = journal;
    return Promise.resolve();
  },
  remove() {
    state.kept = undefined;
    return Promise.resolve();
  },
  keep: () => Promise.resolve(),
  formers: () => Promise.resolve([]),
  forget: () => Promise.resolve(),
});

const isUp = ({running, inside, broken}: Standing, container: string): boolean =>
  running.has(container) && (container !== 'id-of-db' || inside.get('_data') !== broken);

const pipesOf = (state: Standing): Pipes => ({
  pipe(_program, args) {
    const ended = isUp(state, args[2] ?? '') ? Promise.resolve('') : Promise.reject(refusal());
    ended.catch(() => undefined);
    return {
      input: new PassThrough().resume(),
      output: Readable.from([Buffer.from('')]),
      ended,
      stop: () => undefined,
    };
  },
});

/** As the shell moves them. */
const move = (inside: Standing['inside'], [live = '', loaded = '', before = '']: readonly string[]): void => {
  const coming = inside.get(loaded);
  if (coming === undefined) return;
  const going = inside.get(live);
  if (going !== undefined) inside.set(before, going);
  inside.set(live, coming);
  inside.delete(loaded);
};

/** Words of a swap are as many. */
const SWAP_WORDS = 7;

const dockerOf = (state: Standing) => ({
  containers: () => Promise.resolve([{id: 'clone', service: 'db'}] as never),
  openFolder: () => Promise.resolve('open'),
  removeThrowAway(label: string) {
    if (state.running.delete('clone')) state.deeds.push(`remove ${label}`);
    return Promise.resolve();
  },
  exec(_container: string, words: readonly string[]) {
    const {inside, running, deeds} = state;
    if (words[0] === 'rm') inside.delete((words[2] ?? '').replace('/countable/', ''));
    if (words[2]?.includes('mkdir')) inside.set(words[5] ?? '', 'new');
    if (words.length === SWAP_WORDS) {
      assert.ok(!running.has('id-of-db'), 'it runs while its folder changes');
      move(inside, words.slice(4));
      deeds.push(`move ${words[5]}`);
    }
    return Promise.resolve({exitCode: 0, stdout: '', stderr: ''});
  },
  stop(container: string) {
    if (state.running.delete(container)) state.deeds.push(`stop ${container}`);
    return Promise.resolve();
  },
  startAgain(container: string) {
    state.deeds.push(`start ${container}`);
    state.running.add(container);
    return Promise.resolve();
  },
  inspect: ([id = '']: readonly string[]) =>
    Promise.resolve([
      {id, service: 'db', state: isUp(state, id) ? 'running' : 'exited', exitCode: state.exitCode},
    ] as never),
  logs: () => Promise.resolve(['begun', 'cannot read it']),
  runTools: () => assert.fail(),
});

export const needsOf = (state: Standing) => ({
  pipes: pipesOf(state),
  docker: dockerOf(state),
  compressing: {compress: () => assert.fail(), decompress: () => assert.fail()},
  encrypting: {} as never,
  store: {} as never,
  keyFile: undefined,
  clock: {wait: () => Promise.resolve(), elapsed: () => 0},
  voice: state.voice,
  compose: {
    create({files, directory}: {files: readonly string[]; directory: string}) {
      state.deeds.push(`create ${files.join()} in ${directory}`);
      return Promise.resolve();
    },
  },
  files: {
    temporaryFolder: () => Promise.resolve('/tmp/x'),
    writeText(_file: string, _text: string, mode?: number) {
      assert.equal(mode, 0o600);
      return Promise.resolve();
    },
    remove: () => Promise.resolve(),
  },
});

const refusal = (): CommandFailed =>
  new CommandFailed({program: 'docker', args: [], exitCode: 1, signal: undefined, tail: [], stderr: ''});

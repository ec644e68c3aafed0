import assert from 'node:assert/strict';
import {closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {limited} from '../../../script/gate/limited.ts';

describe('a suite of the gate', () => {
  const never = new AbortController().signal;
  const HOUR = 3_600_000;
  let folder: string;
  const at = (name: string) => path.join(folder, name);
  const shell = (script: string): [string, ...string[]] => ['sh', '-c', `cd '${folder}'; ${script}`];

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gate-limited-'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const isRunning = (file: string): boolean => {
    const status = `/proc/${readFileSync(at(file), 'utf8').trim()}/status`;
    return existsSync(status) && !/^State:\s[ZX]/m.test(readFileSync(status, 'utf8'));
  };
  const ended = async (file: string): Promise<void> => {
    while (isRunning(file)) await new Promise(resolve => setTimeout(resolve, 10));
  };
  const written = async (file: string): Promise<void> => {
    while (!existsSync(at(file))) await new Promise(resolve => setTimeout(resolve, 10));
  };

  it('ends with its own exit code', async () => {
    const limit = {milliseconds: HOUR, stop: never};
    assert.deepEqual(await limited(shell('exit 7'), limit), {exitCode: 7, isLate: false});
  });

  it('has what it prints kept for later, all of it in order', async () => {
    const output = openSync(at('printed'), 'w');
    await limited(shell('echo one; echo two >&2; echo three'), {milliseconds: HOUR, stop: never, output});
    closeSync(output);
    assert.equal(readFileSync(at('printed'), 'utf8'), 'one\ntwo\nthree\n');
  });

  it('is ended with all that it started when it takes too long, deaf as it may be', async () => {
    const deaf = `trap '' TERM; sh -c "trap '' TERM; sleep 600 & wait" & echo $! >child; wait`;
    const limit = {milliseconds: 300, graceMs: 300, stop: never};
    assert.deepEqual(await limited(shell(deaf), limit), {exitCode: 143, isLate: true});
    await ended('child');
  });

  it('has failed when it took too long, whatever it says of it', async () => {
    const limit = {milliseconds: 300, stop: never};
    const script = shell(`trap 'exit 0' TERM; while :; do sleep 0.05; done`);
    assert.deepEqual(await limited(script, limit), {exitCode: 143, isLate: true});
  });

  it('leaves nothing running beside the next one', async () => {
    await limited(shell('sleep 600 & echo $! >child'), {milliseconds: HOUR, stop: never});
    await ended('child');
  });

  it('is stopped with the gate, by the same signal', async () => {
    const stop = new AbortController();
    const script = shell(`trap 'echo heard >heard; exit 3' INT; echo >begun; while :; do sleep 0.05; done`);
    const running = limited(script, {milliseconds: HOUR, stop: stop.signal});
    await written('begun');
    stop.abort('SIGINT');
    assert.deepEqual(await running, {exitCode: 3, isLate: false});
    assert.ok(existsSync(at('heard')));
  });

  it('that cannot begin is an error', async () => {
    writeFileSync(at('no-program'), '');
    await assert.rejects(limited([at('no-program')], {milliseconds: HOUR, stop: never}), {code: 'EACCES'});
  });
});

import {spawnSync} from 'node:child_process';
import {Readable} from 'node:stream';

export const has = (program: string): boolean =>
  spawnSync(program, ['--version'], {stdio: 'ignore'}).error === undefined;

/** Half of it can be made smaller, half cannot. */
export const sample = (mib: number): Buffer => {
  let state = 1;
  const noise = Buffer.alloc(mib * 512 * 1024, 0);
  for (let at = 0; at < noise.length; at += 4) {
    state = Math.imul(state, 1_664_525) + 1_013_904_223;
    noise.writeInt32LE(state | 0, at);
  }
  return Buffer.concat([noise, Buffer.alloc(mib * 512 * 1024, 'text ')]);
};

/** In pieces; `then` comes after the last one, and may throw. */
export const pieces = (whole: Buffer, then: () => void = () => undefined): Readable =>
  Readable.from(
    (function* () {
      for (let from = 0; from < whole.length; from += 64 * 1024) yield whole.subarray(from, from + 64 * 1024);
      then();
    })(),
    {objectMode: false},
  );

/** That closes before its end, and says nothing of it. */
export const closing = (whole: Buffer): Readable => {
  const source = new Readable({
    read() {
      source.push(whole.subarray(0, 1000));
      setTimeout(() => source.destroy(), 20);
    },
  });
  return source;
};

export const closed = (stream: Readable): Promise<void> =>
  stream.closed ? Promise.resolve() : new Promise(resolve => stream.once('close', () => resolve()));

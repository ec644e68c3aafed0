import assert from 'node:assert/strict';
import process from 'node:process';
import {Readable} from 'node:stream';
import {createObjectStore, type ObjectStore} from '../../../ts-helpers/src/outside/s3.ts';
import {BadS3, type Operation, type Reaction} from './badS3.ts';

/** Of S3, 5 MiB at least; ours are 8. */
export const MIB = 1024 * 1024;
export const ORDER = {now: new Date('2026-11-27T02:17:00Z'), run: 'run-1', expectedBytes: 1};

/** Each MiB of another byte, so that a piece at the wrong place shows. */
export const content = (mib: number): Buffer =>
  Buffer.concat(Array.from({length: mib}, (_, number) => Buffer.alloc(MIB, number + 1)));

/** As a program gives it, in pieces. `taken` is told how much has been asked for. */
export const flowing = (whole: Buffer, taken: (bytes: number) => void = () => undefined): Readable =>
  Readable.from(
    (function* () {
      for (let from = 0; from < whole.length; from += MIB / 4) {
        taken(Math.min(whole.length, from + MIB / 4));
        yield whole.subarray(from, from + MIB / 4);
      }
    })(),
    {objectMode: false},
  );

export interface Place {
  s3: BadS3;
  store: ObjectStore;
  stop: AbortController;
  /** Each time, or the first few times, that this is asked. */
  react(operation: Operation, reaction: Reaction, times?: number): void;
}

/** A bucket at a server of which tests say what it does wrong, with a client that does not wait for long. */
export const inBucket = (): (() => Place) => {
  let place: Place;
  const before: Record<string, string | undefined> = {};
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => {
    unhandled.push(error);
  };
  const set = {AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', AWS_EC2_METADATA_DISABLED: 'true'};
  beforeEach(async () => {
    for (const [name, value] of Object.entries(set)) {
      before[name] = process.env[name];
      process.env[name] = value;
    }
    process.on('unhandledRejection', note);
    const s3 = new BadS3();
    const stop = new AbortController();
    const bucket = {name: 'b', endpoint: await s3.start()};
    const store = createObjectStore(bucket, stop.signal, {silenceMs: 500, connectingMs: 5_000, attempts: 3});
    const react: Place['react'] = (operation, reaction, times = Infinity) => {
      s3.react = asked => (asked.operation === operation && asked.before < times ? reaction : undefined);
    };
    place = {s3, store, stop, react};
  });
  afterEach(async () => {
    await place.s3.stop();
    await new Promise(resolve => setImmediate(resolve));
    process.off('unhandledRejection', note);
    for (const [name, value] of Object.entries(before))
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    assert.deepEqual(unhandled.splice(0), [], 'nobody heard of these');
  });
  return () => place;
};

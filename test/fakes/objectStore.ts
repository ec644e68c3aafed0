import {createHash} from 'node:crypto';
import {Readable} from 'node:stream';
import {buffer} from 'node:stream/consumers';
import {UserError} from '../../ts-helpers/src/errors/userError.ts';
import type {CreateOrder} from '../../ts-helpers/src/outside/s3/creating.ts';
import type {Unfinished} from '../../ts-helpers/src/archive/stored.ts';
import {type Bucket, NOTHING, type ObjectStore} from '../../ts-helpers/src/outside/s3.ts';

export interface FakeObject {
  body: Buffer;
  modifiedAt: Date;
  metadata: Readonly<Record<string, string>>;
  lockedUntil?: Date;
  isHeld?: true;
}

/** A bucket in memory, held to S3's own by test/contract/objectStore.ts. */
export interface FakeObjectStore extends ObjectStore {
  readonly objects: Map<string, FakeObject>;
  readonly uploads: Unfinished[];
  /** `list backups/shop/`, `remove …`, in order. */
  readonly asked: string[];
  /** What the credentials are not allowed to do, by the beginning of what is asked. */
  readonly denied: Set<string>;
  /** Puts an object there as it was at some time. */
  put(key: string, body: Buffer | number | string, modifiedAt: Date): void;
}

export const createFakeObjectStore = (
  bucket: Bucket = {name: 'backups'},
  now: () => Date = () => new Date('2026-11-27T12:00:00Z'),
): FakeObjectStore => {
  const objects = new Map<string, FakeObject>();
  const uploads: Unfinished[] = [];
  const asked: string[] = [];
  const denied = new Set<string>();
  const ask = (what: string): void => {
    asked.push(what);
    if ([...denied].some(beginning => what.startsWith(beginning)))
      throw new UserError('S3_DENIED', `The bucket refuses ${what}.`, {where: `s3://${bucket.name}`});
  };
  const create = async (key: string, read: () => Promise<Buffer>, order: CreateOrder): Promise<void> => {
    ask(`create ${key}`);
    const body = await read();
    if (objects.has(key)) throw new UserError('BACKUP_EXISTS', `${key} is there already.`);
    const {lock} = bucket;
    const lockedUntil = lock && new Date(order.now.getTime() + lock.days * 86_400_000);
    const {metadata = {}} = order;
    objects.set(key, {body, modifiedAt: now(), metadata, ...(lockedUntil && {lockedUntil})});
  };
  const found = (key: string): FakeObject => {
    const object = objects.get(key);
    if (object === undefined) throw new UserError('BACKUP_MISSING', `There is no ${key}.`);
    return object;
  };
  const beginning = (prefix: string): string[] =>
    [...objects.keys()].filter(key => key.startsWith(prefix)).sort();
  const listed = (key: string) => {
    const {body, modifiedAt} = found(key);
    return {key, size: sizeOf(body), modifiedAt};
  };
  return {
    bucket,
    objects,
    uploads,
    asked,
    denied,
    put(key, body, modifiedAt) {
      const content = typeof body === 'number' ? sized(body) : Buffer.from(body);
      objects.set(key, {body: content, modifiedAt, metadata: {}});
    },

    async createFrom(key, body, order) {
      const metadata = {...order.metadata, 'countable-run': order.run};
      await create(key, () => buffer(body), {...order, metadata});
      return {size: sizeOf(found(key).body)};
    },
    create: (key, text, order) => create(key, async () => Buffer.from(text), order),
    async replace(key, text, over) {
      ask(`replace ${key}`);
      if (over !== undefined && over !== tagOf(objects.get(key)))
        throw new UserError('BACKUP_EXISTS', `${key} is another one by now.`);
      objects.set(key, {body: Buffer.from(text), modifiedAt: now(), metadata: {}});
    },

    async list(prefix) {
      ask(`list ${prefix}`);
      return beginning(prefix).map(listed);
    },
    async directly(prefix) {
      ask(`list ${prefix}`);
      return beginning(prefix)
        .filter(key => !key.slice(prefix.length).includes('/'))
        .map(listed);
    },
    async folders(prefix) {
      ask(`list ${prefix}`);
      const rests = beginning(prefix).map(key => key.slice(prefix.length));
      return [...new Set(rests.filter(rest => rest.includes('/')).map(rest => rest.split('/', 1)[0] ?? ''))];
    },
    async unfinished(prefix) {
      ask(`unfinished ${prefix}`);
      return uploads.filter(({key}) => key.startsWith(prefix));
    },

    async isLockable() {
      ask('lockable');
      return bucket.lock !== undefined;
    },
    async head(key) {
      ask(`head ${key}`);
      const object = objects.get(key);
      if (object === undefined) return undefined;
      const {body, ...rest} = object;
      return {size: sizeOf(body), ...rest};
    },
    async readText(key) {
      ask(`read ${key}`);
      return objects.get(key)?.body.toString();
    },
    async readTagged(key) {
      ask(`read ${key}`);
      const object = objects.get(key);
      return object && {text: object.body.toString(), tag: tagOf(object)};
    },
    read(key) {
      ask(`read ${key}`);
      return Readable.from(
        (async function* () {
          yield found(key).body;
        })(),
        {objectMode: false},
      );
    },

    async remove(key) {
      ask(`remove ${key}`);
      const object = objects.get(key);
      if (object?.isHeld || (object?.lockedUntil ?? now()) > now())
        throw new UserError('S3_DENIED', `${key} is locked.`, {where: `s3://${bucket.name}/${key}`});
      objects.delete(key);
    },
    async abandon({id}) {
      ask(`abandon ${id}`);
      const index = uploads.findIndex(one => one.id === id);
      if (index >= 0) uploads.splice(index, 1);
    },
  };
};

const tagOf = (object: FakeObject | undefined): string =>
  object === undefined ? NOTHING : createHash('md5').update(object.body).digest('hex');

/** Of an archive nobody reads only its size counts. */
const SIZES = new WeakMap<Buffer, number>();

const sized = (bytes: number): Buffer => {
  const body = Buffer.alloc(0);
  SIZES.set(body, bytes);
  return body;
};

const sizeOf = (body: Buffer): number => SIZES.get(body) ?? body.length;

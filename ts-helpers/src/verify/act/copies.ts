import {randomUUID} from 'node:crypto';
import {besideKey} from '../../archive/key.ts';
import {UserError} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {ObjectStore} from '../../outside/s3.ts';

/** A proven archive, with what lies beside it, in another bucket as well. What is there already, whole, stays. Throws BACKUP_EXISTS for another one of its name. */
export const copyArchive = async (
  key: string,
  {from, to, clock}: {from: ObjectStore; to: ObjectStore; clock: Pick<Clock, 'now'>},
): Promise<void> => {
  const head = await from.head(key);
  if (head === undefined)
    throw new UserError('BACKUP_MISSING', `${key} is not there any more.`, {where: key});
  const there = await to.head(key);
  if (there !== undefined && there.size !== head.size)
    throw new UserError('BACKUP_EXISTS', `s3://${to.bucket.name}/${key} is another one of that name.`, {
      where: key,
    });
  await copyText(besideKey(key, 'manifest'), from, to);
  if (there === undefined)
    await to.createFrom(key, from.read(key), {
      expectedBytes: head.size,
      run: randomUUID(),
      now: clock.now(),
      metadata: withoutRun(head.metadata),
    });
  await copyText(besideKey(key, 'proven'), from, to);
};

const copyText = async (key: string, from: ObjectStore, to: ObjectStore): Promise<void> => {
  const text = await from.readText(key);
  if (text !== undefined) await to.replace(key, text);
};

/** The copy has one of its own. */
const withoutRun = ({
  'countable-run': _,
  ...metadata
}: Readonly<Record<string, string>>): Record<string, string> => metadata;

import {spawn} from 'node:child_process';
import type {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {GetObjectCommand} from '@aws-sdk/client-s3';
import {type BackedUpShop, BUCKET} from './backedUpShop.ts';

/** So many megabytes of plain dump, about 330 bytes a row, of the kind that shops have: numbers, times, words that repeat, a hash that does not. */
export const fillOrders = ({sql}: Pick<BackedUpShop, 'sql'>, megabytes: number): void => {
  sql(`create table orders as select i id, i % 5000 customer, now() - i * interval '1 minute' made, md5(i::text) token,
    repeat('Lorem ipsum dolor sit amet ' || (i % 97) || ' ', 6) note, md5((i * 7)::text) other, (i::bigint * 7919) % 100000 cents
    from generate_series(1, ${Math.round((megabytes * 1e6) / 330)}) i`);
  sql('alter table orders add primary key (id)');
  sql('create index on orders (customer)');
};

/** The dump out of a backup, as a person would load it: the object loaded down by the SDK, `zstd -d`, `tar xO`, into a command of the shell. */
export const dumpInto = async (
  {s3}: Pick<BackedUpShop, 's3'>,
  key: string,
  command: string,
): Promise<void> => {
  const script = `zstd -dcq | tar xO --wildcards 'servers/db/databases/postgres/*' | ${command}`;
  const child = spawn('sh', ['-c', script], {stdio: ['pipe', 'ignore', 'inherit']});
  const ended = new Promise(resolve => child.on('close', resolve));
  const {Body} = await s3.send(new GetObjectCommand({Bucket: BUCKET, Key: key}));
  await pipeline(Body as Readable, child.stdin);
  await ended;
};

/**
 * How much memory `countable backup` and `countable verify` take themselves, of much data: the highest (VmHWM), read every 20 ms.
 *
 *     node bench/memory-of-backups.ts [gigabytes of input, default 20]
 *
 * Half of the input is a dump of PostgreSQL, of long texts, which the server itself stores compressed, so that the disk holds them;
 * half are files in a volume that nothing compresses, so that what is uploaded is no less than that: 20 GB need about 40 GB of room.
 */
import {backedUpShop, docker} from './backedUpShop.ts';
import {machine, timed} from './measured.ts';

const gigabytes = Number(process.argv[2] ?? 20);
const shop = await backedUpShop({
  services: {files: {image: 'nginx', volumes: ['files:/files']}},
  volumes: {files: {}},
});

try {
  // 320 kB a row, of which the server keeps a fiftieth.
  const rows = Math.round((gigabytes * 1e9) / 2 / 320_000);
  shop.sql(
    `create table pages as select i id, repeat(md5(i::text), 10000) html from generate_series(1, ${rows}) i`,
  );
  const files = Math.round((gigabytes * 1000) / 2 / 100);
  const write = `for i in $(seq ${files}); do head -c 100000000 /dev/urandom > /files/$i; done`;
  docker('exec', shop.containerOf('files'), 'sh', '-c', write);
  console.log(`${machine(process.version)}; ${gigabytes} GB of input`);
  for (const verb of ['backup', 'verify']) {
    let memory = 0;
    const seconds = await timed(async () => (memory = await shop.countable([verb])));
    console.log(`countable ${verb}: ${memory} MB, ${seconds.toFixed(0)} s`);
  }
} finally {
  shop.remove();
}

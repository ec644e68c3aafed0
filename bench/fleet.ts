/**
 * How long `countable fleet` takes for 1,000 projects with 100 backups each, and how much memory. The bucket is an HTTP server
 * in this process that answers listings as S3 does (a thousand keys a page, three objects a backup, each manifest 20 KB), after a pause
 * that stands for the way to it. The command is a process of its own; its memory is the most that the kernel counted for it
 * (VmHWM), and so is the processor's time, which other load on the machine does not change much. `--plan` looks and decides; without it, what is too many is deleted as well, 5,000 in the first nights.
 *
 *     node bench/fleet.ts [projects, default 1000] [nights, default 100] [pause in ms, default 30]
 */
import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {startListingServer} from './listing-server.ts';
import {machine} from './measured.ts';

const [projects = 1_000, nights = 100, latencyMs = 30] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(path.join(tmpdir(), 'countable-fleet-'));
const now = new Date(Date.now() - 8 * 3_600_000);
const server = await startListingServer({projects, nights, now, latencyMs});
const settings = path.join(folder, 'organisation.yml');
writeFileSync(settings, JSON.stringify({backup: {bucket: 'backups', endpoint: server.endpoint}}));

execFileSync(process.execPath, [
  'resources/ca/countable/countable.mjs',
  '--unpack',
  path.join(folder, 'countable'),
]);

/** Megabytes at the most, and seconds of the processor, until now. */
const usageOf = (pid: number): {memory: number; cpu: number} | undefined => {
  try {
    const counted = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    // It has ended already.
    if (counted === undefined) return undefined;
    const memory = Number(counted) / 1_000;
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return {memory, cpu: (Number(fields[11]) + Number(fields[12])) / 100};
  } catch {
    return undefined;
  }
};

const run = async (words: readonly string[]) => {
  server.asked.clear();
  const start = performance.now();
  const command = [path.join(folder, 'countable', 'countable.cjs'), 'fleet', '--json', '--quiet', ...words];
  const child = spawn(process.execPath, command, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      COUNTABLE_CONFIG: settings,
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'y',
    },
  });
  let usage = {memory: 0, cpu: 0};
  const timer = setInterval(() => {
    usage = usageOf(child.pid!) ?? usage;
  }, 50);
  let printed = '';
  child.stdout.on('data', (text: Buffer) => {
    printed += text.toString();
  });
  const [code] = (await once(child, 'close')) as [number];
  clearInterval(timer);
  if (code !== 0) throw new Error(`countable fleet ended with ${code}:\n${printed.slice(0, 2_000)}`);
  const {leaving, deleted} = JSON.parse(printed) as {leaving?: unknown[]; deleted?: number};
  const requests = [...server.asked.values()].reduce((sum, one) => sum + one, 0);
  return {
    seconds: (performance.now() - start) / 1_000,
    ...usage,
    requests,
    going: leaving?.length ?? deleted,
  };
};

try {
  console.log(
    `${machine(process.version)}; ${projects} projects with ${nights} backups, answers after ${latencyMs} ms`,
  );
  console.log(
    '\n| command | time | of the processor | memory | requests | too many |\n| --- | --- | --- | --- | --- | --- |',
  );
  for (const words of [['--plan'], []]) {
    const {seconds, cpu, memory, requests, going} = await run(words);
    console.log(
      `| \`${['countable fleet', ...words].join(' ')}\` | ${seconds.toFixed(1)} s | ${cpu.toFixed(1)} s | ${memory.toFixed(0)} MB | ${requests} | ${going} |`,
    );
  }
} finally {
  server.stop();
  rmSync(folder, {recursive: true});
}

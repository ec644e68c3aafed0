/**
 * How long `countable --version` takes, next to `node -e 0` of the same Node, and how long the first verb of every
 * build does. Each round runs every command once, in turn, so that other load on the machine meets all of them alike.
 * The bundle is unpacked beforehand, as on an agent that had a build before; times are whole processes, from outside.
 *
 *     node bench/startup.ts [rounds, default 40] [path of node, default the one that runs this]
 */
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {machine, quantile} from './measured.ts';

const rounds = Number(process.argv[2] ?? 40);
const node = process.argv[3] ?? process.execPath;
const folder = mkdtempSync(path.join(tmpdir(), 'countable-startup-'));
const unpacked = path.join(folder, 'countable');
const project = path.join(folder, 'shop');
const entry = path.join(unpacked, 'countable.cjs');

const prepare = () => {
  execFileSync(node, ['resources/ca/countable/countable.mjs', '--unpack', unpacked]);
  mkdirSync(project);
  writeFileSync(path.join(project, 'docker-compose.yml'), 'services: {test: {image: "busybox:1.36"}}\n');
  writeFileSync(path.join(project, 'countable.yml'), 'name: shop\n');
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
  execFileSync('git', ['init', '-q', '-b', 'feature', project]);
  execFileSync('git', ['-C', project, 'add', '--all']);
  execFileSync('git', ['-C', project, ...author, 'commit', '-q', '-m', 'Begin']);
};

const commands: Record<string, string[]> = {
  'node -e 0': ['-e', '0'],
  'countable --version': [entry, '--version'],
  'countable plan': [entry, 'plan', '--workspace', project, '--json'],
};

const timeOf = (name: string, args: string[]): number => {
  const start = performance.now();
  const {status, signal, stderr, error} = spawnSync(node, args, {stdio: ['ignore', 'ignore', 'pipe']});
  if (status !== 0) throw error ?? new Error(`${name} ended with ${status ?? signal}:\n${stderr.toString()}`);
  return performance.now() - start;
};

const measure = (): Record<string, number[]> => {
  const times = Object.fromEntries(Object.keys(commands).map((name): [string, number[]] => [name, []]));
  // The first round warms the disk's cache up and does not count.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, args] of Object.entries(commands)) {
      const time = timeOf(name, args);
      if (round > 0) times[name]!.push(time);
    }
  }
  return times;
};

try {
  prepare();
  const times = measure();
  const bare = quantile(times['node -e 0']!, 0.5);
  const version = execFileSync(node, ['--version'], {encoding: 'utf8'}).trim();
  console.log(`${machine(version)}, ${rounds} rounds`);
  console.log('\n| command | median | 10 % to 90 % | times `node -e 0` |\n| --- | --- | --- | --- |');
  for (const [name, all] of Object.entries(times)) {
    const median = quantile(all, 0.5);
    const spread = `${quantile(all, 0.1).toFixed(0)} to ${quantile(all, 0.9).toFixed(0)} ms`;
    console.log(`| \`${name}\` | ${median.toFixed(0)} ms | ${spread} | ${(median / bare).toFixed(2)} |`);
  }
} finally {
  rmSync(folder, {recursive: true});
}

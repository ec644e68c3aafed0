/**
 * How long `countable doctor` takes of a repository of 1,000 files: 980 of Python with 100 functions each, 20 services with a
 * Dockerfile each, and five environments. Whole processes, from outside, with the bundle unpacked beforehand; the first round
 * warms caches up and does not count.
 *
 *     node bench/examining.ts [rounds, default 10]
 */
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {machine, quantile, told} from './measured.ts';

const rounds = Number(process.argv[2] ?? 10);
const folder = mkdtempSync(path.join(tmpdir(), 'countable-examining-'));
const unpacked = path.join(folder, 'countable');
const project = path.join(folder, 'shop');

const prepare = (): void => {
  execFileSync(process.execPath, ['resources/ca/countable/countable.mjs', '--unpack', unpacked]);
  const put = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(project, name)), {recursive: true});
    writeFileSync(path.join(project, name), text);
  };
  const code = Array.from({length: 100}, (_, index) => `def f${index}(x):\n    return x + ${index}\n`).join(
    '',
  );
  for (let index = 0; index < 980; index += 1) put(`src/${index % 20}/${index}.py`, code);
  const numbers = Array.from({length: 20}, (_, index) => index);
  for (const index of numbers) put(`src/${index}/Dockerfile`, 'FROM python:3.12\nCOPY . .\n');
  const services = numbers.map(
    index => `  s${index}: {build: "src/${index}", ports: ["80${index + 10}:80"]}\n`,
  );
  put('docker-compose.yml', `services:\n${services.join('')}`);
  for (const name of ['test', 'dev', 'stage', 'prod']) put(`dc.${name}.yml`, 'services: {}\n');
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
  execFileSync('git', ['init', '-q', '-b', 'develop', project]);
  execFileSync('git', ['-C', project, 'add', '--all']);
  execFileSync('git', ['-C', project, ...author, 'commit', '-q', '-m', 'Begin']);
};

const secondsOf = (...flags: string[]): number => {
  const begun = performance.now();
  const args = [path.join(unpacked, 'countable.cjs'), 'doctor', '--workspace', project, ...flags];
  const {status, stderr} = spawnSync(process.execPath, args, {stdio: ['ignore', 'ignore', 'pipe']});
  // It finds something, or nothing; all else is no measure.
  if (status !== 0 && status !== 4) throw new Error(`It ended with ${status}:\n${stderr.toString()}`);
  return (performance.now() - begun) / 1000;
};

try {
  prepare();
  for (const flags of [[], ['--history']]) {
    secondsOf(...flags);
    const seconds = Array.from({length: rounds}, () => secondsOf(...flags));
    console.log(
      told(`countable doctor ${flags.join(' ')}`, seconds),
      `at most ${quantile(seconds, 1).toFixed(2)} s`,
    );
  }
  console.log(machine(process.version));
} finally {
  rmSync(folder, {recursive: true});
}

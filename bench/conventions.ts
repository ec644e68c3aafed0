/**
 * How long conventions take: a plan with and without a look at them, and `countable doctor` itself, of the sample project and of a
 * repository of 1,000 files of 4 kB, 20 services and five environments. Each round runs every command once, in turn, so that other load on the machine meets
 * all of them alike. Whole processes of an unpacked bundle, from outside; needs git and Docker Compose, and no engine.
 *
 *     node bench/conventions.ts [rounds, default 20]
 */
import {execFileSync, spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {machine, quantile} from './measured.ts';

const rounds = Number(process.argv[2] ?? 20);
const folder = mkdtempSync(path.join(tmpdir(), 'countable-conventions-'));
const entry = path.join(folder, 'countable/countable.cjs');
const ignoring = path.join(folder, 'ignoring.yml');

const committed = (project: string): string => {
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
  execFileSync('git', ['init', '-q', '-b', 'develop', project]);
  execFileSync('git', ['-C', project, 'add', '--all']);
  execFileSync('git', ['-C', project, ...author, 'commit', '-q', '-m', 'Begin']);
  return project;
};

const sample = (): string => {
  const project = path.join(folder, 'shop');
  cpSync('test/fixtures/template', project, {recursive: true});
  return committed(project);
};

const large = (): string => {
  const project = path.join(folder, 'large');
  const code = Array.from({length: 100}, (_, index) => `def f${index}(x):\n    return x + ${index}\n`).join(
    '',
  );
  for (let index = 0; index < 1_000; index += 1) {
    const below = path.join(project, `src/${index % 50}`);
    mkdirSync(below, {recursive: true});
    writeFileSync(path.join(below, `${index}.py`), code);
  }
  const services = Array.from(
    {length: 20},
    (_, index) =>
      `  s${index}: {build: "src/${index}", volumes: ["./src:/src"], ports: ["80${index + 10}:80"]}\n`,
  );
  writeFileSync(path.join(project, 'docker-compose.yml'), `services:\n${services.join('')}`);
  for (const name of ['test', 'dev', 'stage', 'prod'])
    writeFileSync(path.join(project, `dc.${name}.yml`), 'services: {}\n');
  for (let index = 0; index < 20; index += 1)
    writeFileSync(path.join(project, `src/${index}/Dockerfile`), 'FROM python:3.12\nCOPY . .\n');
  return committed(project);
};

const timeOf = (words: readonly string[], organisation?: string): number => {
  const env = {...process.env, ...(organisation !== undefined && {COUNTABLE_CONFIG: organisation})};
  const start = performance.now();
  const {status, stderr} = spawnSync(process.execPath, [entry, ...words], {env, encoding: 'utf8'});
  // 4: conventions are broken, which is what the large one is for.
  if (status !== 0 && status !== 4) throw new Error(`${words.join(' ')} ended with ${status}:\n${stderr}`);
  return performance.now() - start;
};

try {
  execFileSync(process.execPath, ['resources/ca/countable/countable.mjs', '--unpack', path.dirname(entry)]);
  writeFileSync(ignoring, 'doctor: {plan: ignore}\n');
  const commands: Record<string, () => number> = Object.fromEntries(
    [sample(), large()].flatMap(project => {
      const name = path.basename(project);
      const at = ['--workspace', project, '--json'];
      return [
        [`${name}: plan without`, () => timeOf(['plan', ...at], ignoring)],
        [`${name}: plan`, () => timeOf(['plan', ...at])],
        [`${name}: doctor`, () => timeOf(['doctor', ...at])],
        [`${name}: doctor --history`, () => timeOf(['doctor', '--history', ...at])],
      ];
    }),
  );
  const times = new Map(Object.keys(commands).map(name => [name, [] as number[]]));
  // The first round warms the disk's cache up and does not count.
  for (let round = 0; round <= rounds; round += 1)
    for (const [name, time] of Object.entries(commands)) {
      const took = time();
      if (round > 0) times.get(name)?.push(took);
    }
  console.log(
    `${machine(process.version)}, ${rounds} rounds\n\n| | median | 10 % to 90 % |\n| --- | --- | --- |`,
  );
  for (const [name, all] of times) {
    const spread = `${quantile(all, 0.1).toFixed(0)} to ${quantile(all, 0.9).toFixed(0)} ms`;
    console.log(`| ${name} | ${quantile(all, 0.5).toFixed(0)} ms | ${spread} |`);
  }
} finally {
  rmSync(folder, {recursive: true});
}

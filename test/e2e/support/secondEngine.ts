import {type ChildProcess, execFileSync, spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';

/** A Docker engine beside the one that there is, in a network of its own. */
export interface SecondEngine {
  /** Its DOCKER_HOST. */
  host: string;
  /** At which its containers are reached. */
  address: string;
  /** At which it reaches this machine. */
  gateway: string;
  /** Its network and its host, by one name. */
  name: string;
  docker(...words: string[]): string;
  /** Resolves once it has ended; its containers end with it. */
  stop(): Promise<void>;
  /** Resolves once it answers. */
  start(): Promise<void>;
  end(): Promise<void>;
}

/** Whether this machine can have one: it takes root, dockerd, and networks of the kernel. */
export const canHaveSecondEngine = (): boolean =>
  process.getuid?.() === 0 &&
  ['dockerd', 'nsenter', 'unshare', 'ip'].every(
    one => spawnSync('which', [one], {stdio: 'ignore'}).status === 0,
  ) &&
  spawnSync('ip', ['netns', 'list'], {stdio: 'ignore'}).status === 0;

/** Of this process: the kernel takes its time to forget the network of one that has ended. */
let made = 0;

export const startSecondEngine = async (images: readonly string[]): Promise<SecondEngine> => {
  made += 1;
  const number = (process.pid + made) % 250;
  const name = `c${process.pid}n${made}`;
  const address = `10.222.${number}.2`;
  const gateway = `10.222.${number}.1`;
  const host = `tcp://${address}:2375`;
  const folder = mkdtempSync(path.join(tmpdir(), 'countable-engine-'));
  let daemon: ChildProcess | undefined;
  let ended = Promise.resolve();
  const engine: SecondEngine = {
    host,
    address,
    gateway,
    name,
    docker: (...words) =>
      execFileSync('docker', ['-H', host, ...words], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }).trim(),
    async stop() {
      daemon?.kill('SIGTERM');
      await ended;
    },
    async start() {
      const started = spawn(
        'nsenter',
        [
          ...[
            `--net=/var/run/netns/${name}`,
            'unshare',
            '--uts',
            'sh',
            '-c',
            'hostname "$0"; exec dockerd "$@"',
          ],
          ...[name, ...wordsFor(host, folder)],
        ],
        {stdio: 'ignore'},
      );
      daemon = started;
      ended = new Promise(resolve => started.once('exit', () => resolve()));
      while (spawnSync('docker', ['-H', host, 'version'], {stdio: 'ignore'}).status !== 0) {
        if (started.exitCode !== null) throw new Error('The second dockerd has ended.');
        await pause(100);
      }
    },
    async end() {
      await engine.stop();
      spawnSync('ip', ['netns', 'del', name]);
      for (const mounted of mountsIn(folder)) spawnSync('umount', ['--lazy', mounted]);
      rmSync(folder, {recursive: true, force: true});
    },
  };
  try {
    connect(name, {inside: address, outside: gateway});
    await engine.start();
    for (const image of images) load(image, host);
    return engine;
  } catch (error) {
    await engine.end();
    throw error;
  }
};

const wordsFor = (host: string, folder: string): string[] => [
  ...['--tls=false', '-H', host],
  ...['--data-root', `${folder}/data`, '--exec-root', `${folder}/exec`, '--pidfile', `${folder}/pid`],
  ...['--insecure-registry', '10.222.0.0/16'],
  ...['--bip', '10.223.0.1/24', '--default-address-pool', 'base=10.224.0.0/16,size=24'],
];

/** It leaves those of its networks. */
const mountsIn = (folder: string): string[] =>
  readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map(line => line.split(' ')[1] ?? '')
    .filter(place => place.startsWith(`${folder}/`));

const connect = (name: string, {inside, outside}: {inside: string; outside: string}): void => {
  const [here, there] = [`v${name}`, `w${name}`];
  const ip = (...words: string[]) => execFileSync('ip', words);
  ip('netns', 'add', name);
  ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there);
  ip('link', 'set', there, 'netns', name);
  ip('addr', 'add', `${outside}/24`, 'dev', here);
  ip('link', 'set', here, 'up');
  for (const words of [
    ['link', 'set', 'lo', 'up'],
    ['addr', 'add', `${inside}/24`, 'dev', there],
    ['link', 'set', there, 'up'],
    ['route', 'add', '10.222.0.0/16', 'via', outside],
  ])
    ip('-n', name, ...words);
};

const load = (image: string, host: string): void => {
  const most = 100_000_000;
  const saved = execFileSync('docker', ['save', image], {maxBuffer: most});
  execFileSync('docker', ['-H', host, 'load'], {input: saved, stdio: ['pipe', 'ignore', 'inherit']});
};

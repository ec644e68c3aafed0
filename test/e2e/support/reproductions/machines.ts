import {execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DEPLOY, site} from '../causes.ts';
import {docker} from '../projects.ts';
import {building, type Reproducing} from './reproduction.ts';

const IDLE = {image: 'busybox:1.35', init: true, command: 'sleep 600'};

/** What is wrong with the machine. */
export const MACHINES: readonly Reproducing[] = [
  {
    rule: 'address-pools',
    what: 'a machine that has addresses for one network',
    make: () => {
      const engine = smallEngine();
      return {
        files: site(IDLE),
        words: DEPLOY,
        environment: {DOCKER_HOST: engine.host},
        needsRoot: true,
        prepare: engine.start,
        tidy: engine.stop,
      };
    },
  },
  {
    rule: 'docker-down',
    what: 'an engine that is not there',
    make: () => ({
      files: site(IDLE),
      words: DEPLOY,
      environment: {DOCKER_HOST: 'unix:///run/no-engine.sock'},
    }),
  },
  {
    rule: 'disk-full',
    what: 'a disk without room for a deploy',
    make: () => ({
      files: site(IDLE),
      words: DEPLOY,
      needsRoot: true,
      prepare({root}) {
        mkdirSync(root, {recursive: true});
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', root]);
      },
      tidy({root}) {
        execFileSync('umount', [root]);
      },
    }),
  },
  {
    rule: 'migration-unknown',
    what: 'a database that is ahead of the code',
    make: building(
      `FROM python:3.11-slim
RUN pip install --no-cache-dir alembic==1.13.1 && alembic init /migrations && sed -i 's#^sqlalchemy.url.*#sqlalchemy.url = sqlite:////tmp/shop.db#' alembic.ini
`,
      {},
      {
        command: [
          'sh',
          '-c',
          `python -c "import sqlite3; c = sqlite3.connect('/tmp/shop.db'); c.execute('create table alembic_version (version_num text)'); c.execute('insert into alembic_version values (\\'9f3c1d\\')'); c.commit()"; alembic upgrade head`,
        ],
      },
    ),
  },
];

/** An engine of its own, in a network of its own, which has addresses for no more than its first bridge. */
const smallEngine = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'countable-engine-'));
  const host = `unix://${folder}/docker.sock`;
  const at = (name: string) => path.join(folder, name);
  return {
    host,
    start() {
      const places = [
        '--data-root',
        at('data'),
        '--exec-root',
        at('exec'),
        '--pidfile',
        at('pid'),
        '-H',
        host,
      ];
      const pool = ['--default-address-pool', 'base=10.231.0.0/28,size=28'];
      spawn('unshare', ['--net', 'dockerd', ...places, ...pool], {detached: true, stdio: 'ignore'}).unref();
      for (let tries = 0; !isUp(host) && tries < 60; tries += 1) execFileSync('sleep', ['0.5']);
      docker('save', '--output', at('image.tar'), 'busybox:1.35');
      docker('--host', host, 'load', '--input', at('image.tar'));
    },
    stop() {
      const pid = Number(readFileSync(at('pid'), 'utf8'));
      process.kill(pid);
      for (let tries = 0; existsSync(`/proc/${pid}`) && tries < 60; tries += 1)
        execFileSync('sleep', ['0.5']);
      rmSync(folder, {recursive: true, force: true});
    },
  };
};

const isUp = (host: string): boolean => {
  try {
    docker('--host', host, 'version');
    return true;
  } catch {
    return false;
  }
};

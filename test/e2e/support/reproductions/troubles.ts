import {spawnSync} from 'node:child_process';
import {toErrorReport} from '../../../../ts-helpers/src/stage/runStage.ts';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import type {Reproduction} from '../causes.ts';
import {deploying, mounted, type Reproducing, testing} from './reproduction.ts';

/** What programs may not do, or do not find, and what ends them. */
export const TROUBLES: readonly Reproducing[] = [
  {
    rule: 'permission-denied',
    what: 'a volume that belongs to root',
    make: testing('node:20-slim', `node -e "require('fs').mkdirSync('/data/uploads')"`, {
      user: 'node',
      tmpfs: ['/data:mode=755'],
    }),
  },
  {
    rule: 'permission-denied',
    what: 'a file that Python may not write',
    make: testing('python:3.11-slim', `python -c "open('/srv/report.txt', 'w')"`, {user: '1000'}),
  },
  {
    rule: 'permission-denied',
    what: 'a folder that a shell may not make',
    make: testing('debian:bookworm-slim', 'mkdir /srv/static', {user: '1000'}),
  },
  {
    rule: 'permission-denied',
    what: 'a cache that nginx may not make',
    make: deploying({web: {image: 'nginx:1.22', user: '1000'}}),
  },
  {
    rule: 'read-only',
    what: 'a container whose file system is read-only',
    make: testing('python:3.11-slim', `python -c "open('/srv/report.txt', 'w')"`, {read_only: true}),
  },
  {
    rule: 'read-only',
    what: 'a mount that is read-only',
    make: () => ({
      files: {
        'data/x': '1',
        'docker-compose.yml': JSON.stringify({
          services: {
            test: {
              image: 'node:20-slim',
              command: ['node', '-e', "require('fs').writeFileSync('/data/y', '')"],
              volumes: ['./data:/data:ro'],
            },
          },
        }),
      },
    }),
  },
  {
    rule: 'file-missing',
    what: 'a file that Python does not find',
    make: testing('python:3.11-slim', `python -c "open('/app/config.json')"`),
  },
  {
    rule: 'file-missing',
    what: 'a file that Node does not find',
    make: testing('node:20-slim', `node -e "require('fs').readFileSync('/app/config.json')"`),
  },
  {
    rule: 'python-syntax',
    what: 'a Python file that cannot be read',
    make: mounted('python:3.11-slim', 'python shop.py', {'code/shop.py': 'def price(:\n    pass\n'}),
  },
  {
    rule: 'javascript-syntax',
    what: 'a JavaScript file that cannot be read',
    make: mounted('node:20-slim', 'node shop.js', {'code/shop.js': 'const price = {;\n'}),
  },
  {
    rule: 'heap-full',
    what: 'a heap that is full',
    make: testing(
      'node:20-slim',
      'node --max-old-space-size=30 -e "const all = []; for (;;) all.push(Array(1000).fill(Math.random()))"',
    ),
  },
  {
    rule: 'open-files',
    what: 'a program with too many open files',
    make: testing('node:20-slim', `node -e "for (;;) require('fs').openSync('/etc/hostname')"`, {
      ulimits: {nofile: 64},
    }),
  },
  {
    rule: 'file-watchers',
    what: 'a program that may not watch more files',
    // One of them takes one of the 128 that a user has.
    make: testing(
      'node:20-slim',
      `node -e "const {Worker} = require('worker_threads'); const more = () => new Worker('require(\\'fs\\').watch(\\'/etc\\')', {eval: true}).on('online', more); more()"`,
      {user: '47110'},
    ),
  },
  {
    rule: 'file-watchers',
    what: 'a program that may watch no file more',
    make: () =>
      watchingIn(
        4,
        `node -e "const fs = require('fs'); for (const name of fs.readdirSync('/')) fs.watch('/' + name)"`,
      ),
  },
  {
    rule: 'file-watchers',
    what: 'a tail that may watch no file',
    make: () => watchingIn(0, 'timeout 1 tail -f /etc/hostname; exit 1'),
  },
  {
    rule: 'shared-memory-full',
    what: 'shared memory that is full',
    make: testing('debian:bookworm-slim', 'dd if=/dev/zero of=/dev/shm/x bs=64k count=4', {
      shm_size: '64k',
    }),
  },
  {
    rule: 'crashed',
    what: 'a program that ends by a segmentation fault',
    make: deploying({
      web: {
        image: 'python:3.11-slim',
        command: ['python', '-c', 'import ctypes; ctypes.string_at(0)'],
        restart: 'no',
      },
    }),
  },
  {
    rule: 'killed',
    what: 'a service that something kills',
    make: deploying({
      web: {image: 'busybox:1.35', command: ['sh', '-c', 'kill -9 $$$$'], init: true, restart: 'no'},
    }),
  },
  {
    rule: 'said-nothing',
    what: 'a service that ends without a word',
    make: deploying({web: {image: 'busybox:1.35', command: ['sh', '-c', 'exit 4'], restart: 'no'}}),
  },
  {
    rule: 'address-forbidden',
    what: 'a port that only root may listen at',
    make: testing('python:3.11-slim', 'python -m http.server 80', {
      user: '1000',
      sysctls: {'net.ipv4.ip_unprivileged_port_start': '1024'},
    }),
  },
  {
    rule: 'certificate-untrusted',
    what: 'a certificate that nobody has signed',
    make: () => ({
      files: {
        ...mounted(
          'node:20',
          `openssl req -x509 -newkey rsa:2048 -nodes -keyout /tmp/k -out /tmp/c -subj /CN=localhost 2>/dev/null; node server.js`,
          {
            'code/server.js':
              "const tls = require('tls'), fs = require('fs');\ntls.createServer({key: fs.readFileSync('/tmp/k'), cert: fs.readFileSync('/tmp/c')}).listen(8443, () => tls.connect({port: 8443, host: 'localhost'}));\n",
          },
        )().files,
      },
    }),
  },
];

/** What a program says in a user namespace of which nobody may watch more than so many files, as its container's log. */
const watchingIn = (most: number, command: string): Reproduction => {
  const limited = `echo ${most} > /proc/sys/user/max_inotify_watches; ${command}`;
  const {stderr} = spawnSync('unshare', ['--user', '--map-root-user', 'sh', '-c', limited], {
    encoding: 'utf8',
  });
  const error = toErrorReport(
    new UserError('TESTS_FAILED', 'The tests failed: test ended with exit code 1.', {
      where: 'service test',
      evidence: {log: {source: 'test', lines: stderr.trimEnd().split('\n')}},
    }),
  );
  return {files: {}, error};
};

import {commit, type DeployProject, git} from '../deploys.ts';
import {DEPLOY, tests} from '../causes.ts';
import {deploying, type Reproducing, testing} from './reproduction.ts';

const removing = (file: string) => (project: DeployProject) => {
  git(project, 'rm', '--quiet', file);
  commit(project);
};
const renaming = (from: string, to: string) => (project: DeployProject) => {
  git(project, 'mv', from, to);
  commit(project);
};
const own = (image: string, command: string, files: Readonly<Record<string, string>>) => ({
  ...files,
  ...tests(image, command, {volumes: ['.:/app'], working_dir: '/app'}),
});
const HEALTHY = {interval: '2s', retries: 60};
const redis = (more: object = {}) => ({image: 'redis:7', ...more});

/** What the project has or had itself, what its servers do not take, and whom its services take for localhost. */
export const OWN: readonly Reproducing[] = [
  {
    rule: 'deploy-file-gone',
    what: 'a mounted file that the last commit removed',
    make: () => ({
      files: {
        'docker-compose.yml':
          'services: {web: {image: "busybox:1.35", command: sleep 600, volumes: ["./web.cfg:/web.cfg"]}}\n',
        'dc.stage.yml': 'services: {}\n',
        'web.cfg': 'port 80\n',
      },
      words: DEPLOY,
      prepare: removing('web.cfg'),
    }),
  },
  {
    rule: 'python-module-missing',
    what: 'a module of its own that the last commit renamed',
    make: () => ({
      files: own('python:3.11-slim', 'python test_mail.py', {
        'test_mail.py': 'import mailer\n',
        'mailer.py': 'def send():\n    return "a letter of some length"\n',
      }),
      prepare: renaming('mailer.py', 'mails.py'),
    }),
  },
  {
    rule: 'node-module-missing',
    what: 'a file of its own that the last commit renamed',
    make: () => ({
      files: own('node:20-slim', 'node src/test.js', {
        'src/test.js': "require('./store');\n",
        'src/store.js': 'exports.store = () => "a store of some length";\n',
      }),
      prepare: renaming('src/store.js', 'src/shop.js'),
    }),
  },
  {
    rule: 'copy-missing',
    what: 'a COPY of a file that the last commit removed',
    make: () => ({
      files: {
        Dockerfile: 'FROM busybox:1.35\nCOPY start.txt /\n',
        'start.txt': 'go\n',
        'docker-compose.yml': 'services: {test: {build: .}}\n',
      },
      prepare: removing('start.txt'),
    }),
  },
  {
    rule: 'file-missing',
    what: 'a template that the last commit removed',
    make: () => ({
      files: own('busybox:1.35', 'cat theme/base.html', {'theme/base.html': '<h1>\n'}),
      prepare: removing('theme/base.html'),
    }),
  },
  {
    rule: 'windows-line-ends',
    what: 'a mounted script with line ends of Windows',
    make: () => ({
      files: own(
        'debian:bookworm-slim',
        'cp run.sh /tmp/run.sh; chmod +x /tmp/run.sh; exec bash -c /tmp/run.sh',
        {
          'run.sh': '#!/bin/sh\r\necho hello\r\n',
        },
      ),
    }),
  },
  {
    rule: 'command-not-found',
    what: 'a script with line ends of Windows that a shell is given',
    make: () => ({
      files: own('busybox:1.35', 'cp run.sh /tmp/; chmod +x /tmp/run.sh; /tmp/run.sh', {
        'run.sh': '#!/bin/sh\r\necho hello\r\n',
      }),
    }),
  },
  {
    rule: 'windows-line-ends',
    what: 'a script that bash is to run in an image without it',
    make: () => ({
      files: {
        Dockerfile: 'FROM busybox:1.35\nCOPY --chmod=755 run.sh /run.sh\nCMD ["/run.sh"]\n',
        'run.sh': '#!/bin/bash\necho hello\n',
        'docker-compose.yml': 'services: {test: {build: .}}\n',
      },
    }),
  },
  {
    rule: 'sql-syntax',
    what: 'SQL that PostgreSQL does not understand',
    make: testing(
      'postgres:15',
      `echo 'creat table a (b int);' > /tmp/1.sql; psql -q -v ON_ERROR_STOP=1 -h db -U postgres -f /tmp/1.sql`,
      {
        environment: {PGPASSWORD: 'x'},
        depends_on: {db: {condition: 'service_healthy'}},
        db: {
          image: 'postgres:15',
          environment: {POSTGRES_PASSWORD: 'x'},
          healthcheck: {test: ['CMD', 'pg_isready', '-h', 'localhost', '-U', 'postgres'], ...HEALTHY},
        },
      },
    ),
  },
  {
    rule: 'sql-syntax',
    what: 'SQL that MariaDB does not understand as it sets itself up',
    make: deploying(
      {
        db: {
          image: 'mariadb:10.11',
          environment: {MARIADB_ROOT_PASSWORD: 'x', MARIADB_DATABASE: 'shop'},
          volumes: ['./sql:/docker-entrypoint-initdb.d:ro'],
          restart: 'no',
        },
      },
      {'sql/001.sql': 'create table a (b int);\ncreate table c (title varchar(80) unqiue not null);\n'},
    ),
  },
  {
    rule: 'sql-syntax',
    what: 'SQL that SQLite does not understand',
    make: testing(
      'python:3.11-slim',
      `python -c "import sqlite3; sqlite3.connect(':memory:').execute('selct 1')"`,
    ),
  },
  {
    rule: 'haproxy-config',
    what: 'a keyword that HAProxy does not know',
    make: deploying(
      {
        lb: {
          image: 'haproxy:2.6',
          volumes: ['./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro'],
          restart: 'no',
        },
      },
      {'haproxy.cfg': 'defaults\n  mode http\n  timout queue 5s\n'},
    ),
  },
  {
    rule: 'haproxy-config',
    what: 'a backend that HAProxy does not have',
    make: deploying(
      {
        lb: {
          image: 'haproxy:2.6',
          volumes: ['./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro'],
          restart: 'no',
        },
      },
      {'haproxy.cfg': 'defaults\n  mode http\nfrontend a\n  bind :80\n  use_backend b\n'},
    ),
  },
  {
    rule: 'server-config',
    what: 'a setting that Redis does not know',
    make: deploying(
      {
        cache: redis({
          command: 'redis-server /redis.conf',
          volumes: ['./redis.conf:/redis.conf:ro'],
          restart: 'no',
        }),
      },
      {'redis.conf': 'maxmemry 10mb\n'},
    ),
  },
  {
    rule: 'server-config',
    what: 'a setting that PostgreSQL does not know',
    make: deploying(
      {
        db: {
          image: 'postgres:15',
          environment: {POSTGRES_PASSWORD: 'x'},
          command: 'postgres -c config_file=/etc/own.conf',
          volumes: ['./own.conf:/etc/own.conf:ro'],
          restart: 'no',
        },
      },
      {'own.conf': "listen_addresses = '*'\nshard_buffers = 1\n"},
    ),
  },
  {
    rule: 'redis-snapshot',
    what: 'Redis that cannot save',
    make: testing(
      'redis:7',
      'sleep 4; redis-cli -e -h db set a 1 && sleep 4; redis-cli -e -h db set a 2; redis-cli -e -h db set a 3',
      {
        db: redis({
          command: 'sh -c "mkdir /d && cd /d && redis-server --save 1 1 --dir /proc/1"',
        }),
      },
    ),
  },
  {
    rule: 'own-localhost',
    what: 'PostgreSQL that is asked for at localhost',
    make: testing('postgres:15', 'psql -h localhost -U postgres -c "select 1"', {
      depends_on: ['db'],
      db: {image: 'postgres:15', environment: {POSTGRES_PASSWORD: 'x'}},
    }),
  },
  {
    rule: 'own-localhost',
    what: 'Redis that Node asks for at localhost',
    make: testing('node:20-slim', `node -e "require('net').connect(6379, '127.0.0.1')"`, {
      depends_on: ['db'],
      db: redis(),
    }),
  },
  {
    rule: 'own-localhost',
    what: 'MariaDB that is asked for at localhost',
    make: testing('mariadb:10.11', 'mariadb -h 127.0.0.1 -u root -e "select 1"', {
      depends_on: ['db'],
      db: {image: 'mariadb:10.11', environment: {MARIADB_ROOT_PASSWORD: 'x'}},
    }),
  },
  {
    rule: 'health-check-silent',
    what: 'a health check that says nothing',
    make: deploying(
      {
        web: {
          image: 'busybox:1.35',
          init: true,
          command: 'sleep 600',
          healthcheck: {test: 'test -f /ready', interval: '1s', retries: 2},
        },
      },
      {'countable.yml': 'health: {minutes: 1}\n'},
    ),
  },
];

import {commit, exited, type History, testLog} from '../history.ts';
import {BOARD} from './board.ts';
import {NOTES} from './noteBook.ts';
import {PAGES} from './site.ts';

const austria = commit('nour', {'web/render.py': ['lang=de', 'lang=de-AT']});
const contact = commit('nour', {'content/kontakt.txt': 'Kontakt\n'});

const BROKEN_OFF =
  '2026/11/26 09:00:46 [error] 13#13: *39 upstream prematurely closed connection while reading response header from upstream, client: 172.19.0.1, server: , request: "GET / HTTP/1.1", upstream: "http://172.19.0.3:8000/", host: "127.0.0.1:8731"';

export const ON_PAGES: readonly History[] = [
  {
    name: 'a database is called otherwise, and the tests still ask for it by its old name',
    base: BOARD,
    commits: [
      commit('ada', {
        'docker-compose.yml': BOARD['docker-compose.yml']
          .replaceAll('  db:', '  database:')
          .replace('db: {', 'database: {'),
        'dc.test.yml': BOARD['dc.test.yml']
          .replaceAll('  db:', '  database:')
          .replace('db: {', 'database: {'),
      }),
      austria,
    ],
    failure: testLog("ERROR 2005 (HY000): Unknown server host 'db' (-2)"),
    culprit: 'ada',
    innocent: 'nour',
  },
  {
    name: 'the script of the tests has other line endings',
    base: BOARD,
    executable: ['tests/run.sh'],
    commits: [commit('ada', {'tests/run.sh': BOARD['tests/run.sh'].replaceAll('\n', '\r\n')}), austria],
    failure: {
      ...testLog(
        '/usr/local/bin/docker-entrypoint.sh: line 22: /tests/run.sh: cannot execute: required file not found',
      ),
      message: 'The tests in the service test ended with exit code 127.',
    },
    culprit: 'ada',
    innocent: 'nour',
  },
  {
    name: 'the script of the tests may not be executed any more',
    base: BOARD,
    executable: ['tests/run.sh'],
    commits: [{by: 'ada', edits: {}, executable: {'tests/run.sh': false}}, austria],
    failure: {
      ...testLog('/usr/local/bin/docker-entrypoint.sh: line 22: /tests/run.sh: Permission denied'),
      message: 'The tests in the service test ended with exit code 126.',
    },
    culprit: 'ada',
    innocent: 'nour',
  },
  {
    name: 'a page links to what is not there, and the log names another new page as well',
    base: PAGES,
    commits: [commit('ada', {'content/privacy.txt': {link: '/etc/privacy.txt'}}), contact],
    failure: exited(
      'generate',
      "page content/impressum.txt\npage content/index.txt\npage content/kontakt.txt\npage content/privacy.txt\ncat: can't open 'content/privacy.txt': No such file or directory",
    ),
    culprit: 'ada',
  },
  {
    name: 'an argument is asked for that nobody gives, behind a proxy, and a readme was written',
    base: NOTES,
    commits: [
      commit('ada', {'app/store.py': ['def ask(command):', 'def ask(command, timeout):']}),
      commit('nour', {'README.md': ['# Notes', '# The notes']}),
    ],
    failure: {
      code: 'NO_ANSWER',
      message: 'http://127.0.0.1:8731/ answered HTTP 502 for 1 minutes.',
      where: 'service proxy',
      evidence: {
        log: {source: 'proxy', lines: [BROKEN_OFF]},
        services: [
          {
            service: 'proxy',
            state: 'running',
            addresses: ['172.19.0.4'],
            log: [BROKEN_OFF],
          },
          {
            service: 'web',
            state: 'running',
            addresses: ['172.19.0.3'],
            log: [
              'Traceback (most recent call last):',
              '  File "/usr/lib/python3.11/socketserver.py", line 755, in __init__',
              '    self.handle()',
              '  File "/srv/app/__main__.py", line ‹app/__main__.py|INCR›, in do_GET',
              '    ask("INCR visits")',
              "TypeError: ask() missing 1 required positional argument: 'timeout'",
            ],
          },
        ],
      },
    },
    culprit: 'ada',
    innocent: 'nour',
  },
  {
    name: 'a service was taken away that a program still asks for, and no line names it',
    base: NOTES,
    commits: [
      commit('ada', {
        'docker-compose.yml': NOTES['docker-compose.yml']
          .replace('  redis:\n    image: redis:7\n', '')
          .replace('    depends_on: [redis]\n', ''),
        'dc.test.yml': NOTES['dc.test.yml'].replace('    depends_on: [redis]\n', ''),
      }),
      commit('nour', {'README.md': ['# Notes', '# The notes']}),
    ],
    failure: exited(
      'web',
      `  File "/srv/app/store.py", line ‹app/store.py|create_connection›, in ask
    with socket.create_connection((host, 6379), 3) as wire:
  File "/usr/lib/python3.11/socket.py", line 826, in create_connection
socket.gaierror: [Errno -2] Name or service not known`,
    ),
    culprit: 'ada',
    innocent: 'nour',
  },
  {
    name: 'a service is called otherwise, and its old container still has the port',
    base: BOARD,
    commits: [
      commit('ada', {
        'docker-compose.yml': BOARD['docker-compose.yml'].replace('  web:', '  app:'),
        'dc.stage.yml': BOARD['dc.stage.yml'].replace('  web:', '  app:'),
      }),
      austria,
    ],
    failure: {
      code: 'PORT_TAKEN',
      message: 'The port 8734 is already in use on this host.',
      where: 'port 8734',
      evidence: {
        services: [
          {service: 'app', state: 'created'},
          {service: 'web', state: 'running'},
        ],
      },
    },
    culprit: 'ada',
  },
  {
    name: 'a container of nobody has the port',
    base: NOTES,
    commits: [commit('nour', {'app/titles.py': ['[:40]', '[:60]']})],
    failure: {
      code: 'PORT_TAKEN',
      message: 'The port 8731 that proxy is to publish is in use by the container stranger-squatter.',
      where: 'port 8731',
    },
    culprit: null,
    nobody: true,
  },
];

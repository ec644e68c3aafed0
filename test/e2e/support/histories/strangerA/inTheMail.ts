import {commit, exited, type History, unhealthy} from '../history.ts';
import {MAILER} from './mailer.ts';
import {PRESS} from './press.ts';

const readme = commit('grace', {'README.md': '# Mailer\n\nx\n'});
const polite = commit('nour', {
  'mailer/render.py': `${MAILER['mailer/render.py']}# Polite.\n`,
});
const friend = commit('nour', {'templates/welcome.txt': ['on board!', 'on board, friend!']});
const patience = commit('grace', {'docker-compose.yml': ['retries: 20', 'retries: 30']});

const noTests = (said: string): History['failure'] => ({
  code: 'NO_TESTS_RUN',
  message: 'The tests ended with exit code 0, but not one was run, by what they print.',
  where: 'service test',
  evidence: {
    log: {source: 'test', lines: said.split('\n')},
    services: [{service: 'test', state: 'exited', exitCode: 0, log: said.split('\n')}],
  },
});

const NONE = `----------------------------------------------------------------------
Ran 0 tests in 0.000s

OK`;

export const IN_THE_MAIL: readonly History[] = [
  {
    name: 'M1: a template has a field that nobody gives it',
    base: MAILER,
    commits: [
      readme,
      commit('ada', {'templates/welcome.txt': ['$sender', '$from']}),
      commit('nour', {'mailer/worker.py': ['log.info("sent %r"', 'log.info("mail %r"']}),
    ],
    failure: exited(
      'worker',
      `Traceback (most recent call last):
  File "<frozen runpy>", line 198, in _run_module_as_main
  File "/app/mailer/worker.py", line ‹mailer/worker.py|    main()›, in <module>
    main()
  File "/app/mailer/worker.py", line ‹mailer/worker.py|log.info("mail›, in main
    log.info("mail %r", handle(job[1]))
                        ^^^^^^^^^^^^^^
  File "/app/mailer/worker.py", line ‹mailer/worker.py|return render›, in handle
    return render("welcome", greeting=greeting(job["name"]), sender=settings.SENDER)
  File "/app/mailer/render.py", line ‹mailer/render.py|return Template›, in render
    return Template((FOLDER / f"{name}.txt").read_text()).substitute(fields)
  File "/usr/lib/python3.11/string.py", line 121, in substitute
    return self.pattern.sub(convert, self.template)
  File "/usr/lib/python3.11/string.py", line 114, in convert
    return str(mapping[named])
               ~~~~~~~^^^^^^^
KeyError: 'from'`,
    ),
    culprit: 'ada',
  },
  {
    name: 'M2: a file that the health check looks at lies elsewhere',
    base: MAILER,
    commits: [
      commit('grace', {'docker-compose.yml': ['retries: 4', 'retries: 5']}),
      commit('ada', {'mailer/worker.py': ['/tmp/alive', '/var/run/worker.alive']}),
      polite,
    ],
    failure: unhealthy(
      'worker',
      'find: ‘/tmp/alive’: No such file or directory',
      `2026-11-26 11:45:48,452 INFO worker waiting for jobs in mails
health check: find: ‘/tmp/alive’: No such file or directory`,
    ),
    culprit: 'ada',
  },
  {
    name: 'M2: the same, told by another program',
    base: MAILER,
    commits: [
      commit('grace', {'docker-compose.yml': ['retries: 4', 'retries: 5']}),
      commit('ada', {'mailer/worker.py': ['/tmp/alive', '/var/run/worker.alive']}),
      friend,
    ],
    failure: unhealthy('worker', "stat: can't stat '/tmp/alive': No such file or directory"),
    culprit: 'ada',
  },
  {
    name: 'M3: the file of the tests has a name that nobody looks for',
    base: MAILER,
    commits: [
      friend,
      commit('ada', {'tests/test_render.py => tests/render_test.py': MAILER['tests/test_render.py']}),
      readme,
    ],
    failure: noTests(NONE),
    culprit: 'ada',
  },
  {
    name: 'M3: the command looks for tests in another folder',
    base: MAILER,
    commits: [
      friend,
      commit('ada', {'dc.test.yml': ['unittest -v', 'unittest discover -s mailer -v']}),
      polite,
    ],
    failure: noTests(NONE),
    culprit: 'ada',
  },
  {
    name: 'M3: the package that makes a folder one of tests went',
    base: MAILER,
    commits: [friend, commit('ada', {'tests/__init__.py': null}), polite],
    failure: noTests(NONE),
    culprit: 'ada',
  },
  {
    name: 'M3: what is looked for stands in a setting of the tests',
    base: {...MAILER, 'pytest.ini': '[pytest]\ntestpaths = tests\n'},
    commits: [friend, commit('ada', {'pytest.ini': ['testpaths = tests', 'testpaths = checks']}), polite],
    failure: noTests('collected 0 items\n\n===== no tests ran in 0.01s ====='),
    culprit: 'ada',
  },
  {
    name: 'M3: nobody changed what is looked for',
    base: MAILER,
    commits: [friend, commit('ada', {'mailer/api.py': ['api on 8000', 'the api on 8000']}), polite],
    failure: noTests(NONE),
    culprit: null,
  },
  {
    name: 'M5: an anchor has another name, and one of its places the old one',
    base: MAILER,
    commits: [
      patience,
      commit('ada', {
        'docker-compose.yml': MAILER['docker-compose.yml']
          .replace('retries: 20', 'retries: 30')
          .replace('x-app: &app', 'x-base: &base')
          .replace('<<: *app', '<<: *base'),
      }),
      commit('nour', {'docker-compose.yml': ['retries: 4', 'retries: 6']}),
    ],
    failure: {
      code: 'COMPOSE_INVALID',
      message: "failed to parse docker-compose.yml: yaml: unknown anchor 'app' referenced",
      where: 'docker-compose.yml, dc.stage.yml',
    },
    culprit: 'ada',
  },
  {
    name: 'P3: a password has a shorter name, and the code still reads the old one',
    base: PRESS,
    commits: [
      commit('grace', {'README.md': '# Press\n\nx\n'}),
      commit('ada', {
        'docker-compose.yml': ['DB_USER: press\n      DB_PASSWORD:', 'DB_USER: press\n      DB_PASS:'],
      }),
      commit('nour', {'src/Db.php': ['final class Db', '/** The database. */\nfinal class Db']}),
    ],
    failure: exited(
      'web',
      `PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] [1045] Access denied for user 'press'@'192.168.64.3' (using password: NO) in /app/src/Db.php:‹src/Db.php|new PDO›
Stack trace:
#0 /app/src/Db.php(‹src/Db.php|new PDO›): PDO->__construct()
#1 /app/migrate.php(‹migrate.php|connect›): Db::connect()
#2 {main}
  thrown in /app/src/Db.php on line ‹src/Db.php|new PDO›`,
      255,
    ),
    culprit: 'ada',
  },
  {
    name: 'P4: every file of text is to end its lines as Windows does',
    base: {
      ...PRESS,
      'docker-entrypoint.sh': '#!/bin/sh\nset -e\nphp migrate.php\nexec "$@"\n',
    },
    executable: ['docker-entrypoint.sh'],
    commits: [
      commit('grace', {'README.md': '# Press\n\nx\n'}),
      commit('ada', {'.gitattributes': '* text=auto eol=crlf\n'}),
      commit('nour', {'templates/list.phtml': ['<title>Press', '<title>Press office']}),
    ],
    failure: exited(
      'web',
      '[FATAL tini (7)] exec /app/docker-entrypoint.sh failed: No such file or directory',
      127,
    ),
    culprit: 'ada',
  },
  {
    name: 'P3: a variable of a service that does not fail has another name',
    base: PRESS,
    commits: [
      commit('grace', {'README.md': '# Press\n\nx\n'}),
      commit('ada', {'dc.test.yml': ['DB_HOST:', 'DB_SERVER:']}),
      commit('nour', {'src/Db.php': ["'/../config/app.ini'", "'/../config/press.ini'"]}),
    ],
    failure: exited(
      'web',
      `PHP Warning:  parse_ini_file(): Failed to open stream in /app/src/Db.php on line ‹src/Db.php|parse_ini_file›`,
      255,
    ),
    culprit: 'nour',
  },
];

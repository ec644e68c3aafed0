import {LIMITED, timeUp} from './support/timeUp.ts';
import {DEPLOY, recognises, IDLE, site, tests} from './support/causes.ts';

/** Each failure is really brought about, on a real engine, and has to be recognised. */
describe('the root cause, in a project, of', () => {
  const database = {
    environment: {POSTGRES_PASSWORD: 'x', POSTGRES_HOST_AUTH_METHOD: 'trust'},
    image: 'postgres:15',
  };

  recognises(
    'a database that does not accept connections yet',
    {rule: 'database-not-ready', says: /^The database db did not accept connections/},
    () => ({
      files: tests('postgres:15', 'until getent hosts db; do :; done; psql -h db -U postgres -c "select 1"', {
        depends_on: ['db'],
        db: database,
      }),
    }),
  );

  recognises(
    'migrations that conflict in the database',
    {rule: 'table-exists', says: /^A migration creates visits, which is there already\.$/},
    () => ({
      files: tests(
        'postgres:15',
        'psql -v ON_ERROR_STOP=1 -h db -U postgres -c "create table visits()" && psql -v ON_ERROR_STOP=1 -h db -U postgres -c "create table visits()"',
        {
          depends_on: {db: {condition: 'service_healthy'}},
          db: {
            ...database,
            healthcheck: {
              test: ['CMD', 'pg_isready', '-h', 'localhost', '-U', 'postgres'],
              interval: '2s',
              retries: 60,
            },
          },
        },
      ),
    }),
  );

  recognises(
    'migrations that conflict in the code',
    {rule: 'migrations-diverge', says: /^Two migrations follow the same one/},
    () => ({
      files: {
        'docker-compose.yml':
          'services:\n  test:\n    build: .\n    command: python -m django migrate\n    environment: {DJANGO_SETTINGS_MODULE: settings, PYTHONPATH: /app}\n',
        Dockerfile:
          'FROM python:3.11-slim\nRUN pip install --no-cache-dir django==5.2.4\nWORKDIR /app\nCOPY . .\n',
        'settings.py':
          "INSTALLED_APPS = ['shop']\nDATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': '/tmp/db'}}\nUSE_TZ = True\n",
        'shop/__init__.py': '',
        'shop/migrations/__init__.py': '',
        ...Object.fromEntries(
          [
            ['0001_initial', '[]'],
            ['0002_ada', "[('shop', '0001_initial')]"],
            ['0002_grace', "[('shop', '0001_initial')]"],
          ].map(([name, dependencies]) => [
            `shop/migrations/${name}.py`,
            `from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = ${dependencies}\n    operations = []\n`,
          ]),
        ),
      },
    }),
  );

  recognises(
    'a compose file that is no YAML',
    {rule: 'compose-syntax', says: /^docker-compose\.yml:\d+:\d+ is not valid YAML: /},
    () => ({
      files: {'docker-compose.yml': 'services:\n  test: [\n'},
    }),
  );

  recognises(
    'a test that failed',
    {rule: 'test-failed', says: /^The test shop › adds failed: expected 5$/},
    () => ({
      files: tests(
        'busybox:1.35',
        `echo '<testsuite><testcase classname="shop" name="adds"><failure message="expected 5"/></testcase></testsuite>' > /junit.xml; exit 1`,
        {working_dir: '/'},
      ),
    }),
  );

  recognises(
    'tests that never started',
    {
      rule: 'test-not-started',
      says: /^The service web, where the tests run, ended with exit code 3/,
    },
    () => ({
      files: {
        'countable.yml': 'test: {service: web, command: "true"}\n',
        'docker-compose.yml': 'services: {web: {image: "busybox:1.35", command: sh -c "exit 3"}}\n',
      },
    }),
  );

  recognises('tests that are nowhere', {rule: 'test-not-started', says: /^There is no service test/}, () => ({
    files: {'docker-compose.yml': IDLE},
  }));

  recognises(
    'a time limit that was reached',
    {rule: 'time-limit', says: /^Test took longer than its limit of 0\.05 minutes\./},
    () => ({
      files: tests('busybox:1.35', 'sleep 600', {init: true}),
      words: ['test', '--time-limit', '0.05'],
    }),
  );

  recognises(
    'a test that hangs',
    {rule: 'time-limit', says: /limit of 17 minutes\. It was at (?:\/tests\/)?test_shop\.py:5\.$/},
    () => ({
      files: {
        ...tests('python:3.11-slim', 'exec python -m unittest /tests/test_shop.py', {
          volumes: ['./tests:/tests'],
        }),
        'tests/test_shop.py':
          'import time, unittest\nclass Shop(unittest.TestCase):\n    def test_pays(self):\n        open("/tests/begun", "w").close()\n        time.sleep(600)\n',
      },
      words: ['test', ...LIMITED],
      environment: project => timeUp(project, {tests: 'tests/begun'}),
    }),
  );

  recognises(
    'a command that hangs',
    {
      rule: 'time-limit',
      says: /minutes\. The last line that it printed: asking the bank\. What ran in test: sleep 555\.$/,
    },
    () => ({
      files: {
        ...tests('busybox:1.35', 'echo asking the bank; touch /w/begun; sleep 555', {volumes: ['./w:/w']}),
        'w/.keep': '',
      },
      words: ['test', ...LIMITED],
      environment: project => timeUp(project, {tests: 'w/begun'}),
    }),
  );

  recognises(
    'a deploy that is not done in time',
    {
      rule: 'time-limit',
      says: /minutes\. The health check of web had not passed yet\. The last line that it printed: migrating\. What ran in web: sleep 600\.$/,
    },
    () => ({
      files: {
        ...site({
          image: 'busybox:1.35',
          volumes: ['./state:/state'],
          command: ['sh', '-c', 'echo migrating; touch /state/begun; sleep 600'],
          healthcheck: {test: 'false', interval: '1s', start_period: '10m'},
        }),
        'state/.keep': '',
      },
      words: [...DEPLOY, ...LIMITED],
      environment: project => timeUp(project, {deploy: 'state/begun'}),
    }),
  );
});

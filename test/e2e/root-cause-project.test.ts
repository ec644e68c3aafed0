import {recognises, recorded, IDLE, tests} from './support/causes.ts';

/** Each failure is really brought about, on a real engine, and has to be recognised. */
describe('the root cause, in a project, of', () => {
  const database = {
    environment: {POSTGRES_PASSWORD: 'x', POSTGRES_HOST_AUTH_METHOD: 'trust'},
    image: 'postgres:15',
  };

  recorded(
    'a database that does not accept connections yet',
    {rule: 'database-not-ready', says: /^The database db did not accept connections/},
    () => ({
      files: tests('postgres:15', 'until getent hosts db; do :; done; psql -h db -U postgres -c "select 1"', {
        depends_on: ['db'],
        db: database,
      }),
    }),
  );

  recorded(
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

  recorded(
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

  recorded(
    'a compose file that is no YAML',
    {rule: 'compose-syntax', says: /^docker-compose\.yml:\d+:\d+ is not valid YAML: /},
    () => ({
      files: {'docker-compose.yml': 'services:\n  test: [\n'},
    }),
  );

  recorded(
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

  recorded('tests that are nowhere', {rule: 'test-not-started', says: /^There is no service test/}, () => ({
    files: {'docker-compose.yml': IDLE},
  }));

  recorded(
    'a time limit that was reached',
    {rule: 'time-limit', says: /^Test took longer than its limit of 0\.05 minutes\./},
    () => ({
      files: tests('busybox:1.35', 'sleep 600', {init: true}),
      words: ['test', '--time-limit', '0.05'],
    }),
  );
});

import {commit, exited, notBuilt, testLog, type History} from '../history.ts';
import {FLASK} from './flaskProject.ts';

export const FLASK_CODE: readonly History[] = [
  {
    name: 'a constant that another module imports has another name',
    base: FLASK,
    commits: [
      commit('grace', {'till/sums.py': ['    rest = paid - due', '    rest = round(paid - due, 2)']}),
      commit('ada', {'till/config.py': ['RATE = 19', 'TAX_RATE = 19']}),
      commit('nour', {'till/config.py': ['"EUR"', '"CHF"']}),
    ],
    failure: exited(
      'web',
      `Traceback (most recent call last):
  File "/usr/local/bin/flask", line 8, in <module>
    sys.exit(main())
  File "/usr/local/lib/python3.11/site-packages/flask/cli.py", line 247, in locate_app
    __import__(module_name)
  File "/app/till/web.py", line 3, in <module>
    from till.sums import change, gross, shares
  File "/app/till/sums.py", line 1, in <module>
    from till.config import RATE
ImportError: cannot import name 'RATE' from 'till.config' (/app/till/config.py)`,
    ),
    culprit: 'ada',
  },
  {
    name: 'pytest without reports: the function that is tested rounds now',
    base: FLASK,
    commits: [
      commit('nour', {'till/web.py': ['gross(100)', 'gross(200)']}),
      commit('grace', {
        'tests/test_sums.py': ['def test_shares', 'def test_nothing():\n    pass\n\n\ndef test_shares'],
      }),
      commit('ada', {'till/sums.py': ['amount / people for', 'amount // (people + 1) for']}),
      commit('grace', {'README.md': ['# Till', '# The till']}),
    ],
    failure: testLog(`    def test_shares():
>       assert shares(90, 3) == [30, 30, 30]
E       assert [22, 22, 22] == [30, 30, 30]
E         
E         At index 0 diff: 22 != 30

tests/test_sums.py:‹tests/test_sums.py|shares(90, 3)›: AssertionError
=========================== short test summary info ============================
FAILED tests/test_sums.py::test_shares - assert [22, 22, 22] == [30, 30, 30]`),
    culprit: 'ada',
  },
  {
    name: 'a template has another name',
    base: FLASK,
    commits: [
      commit('grace', {'till/web.py': ['gross(100)', 'gross(200)']}),
      commit('ada', {'till/templates/index.html => till/templates/start.html': ['gross', 'gross']}),
      commit('nour', {'till/sums.py': ['too little', 'too little money']}),
    ],
    failure: testLog(`Traceback (most recent call last):
  File "/usr/local/lib/python3.11/site-packages/flask/app.py", line 880, in full_dispatch_request
    rv = self.dispatch_request()
  File "/app/till/web.py", line ‹till/web.py|render_template("index›, in index
    return render_template("index.html", gross=gross(200))
  File "/usr/local/lib/python3.11/site-packages/jinja2/loaders.py", line 207, in get_source
    raise TemplateNotFound(
jinja2.exceptions.TemplateNotFound: index.html`),
    culprit: 'ada',
  },
  {
    name: 'an older exception in the same log is of another place',
    base: FLASK,
    commits: [
      commit('grace', {'till/sums.py': ['    rest = paid - due', '    rest = round(paid - due, 2)']}),
      commit('ada', {'till/web.py': ['str(shares(90, 3))', 'str(shares(90, 0)[0])']}),
      commit('nour', {'till/config.py': ['"EUR"', '"CHF"']}),
    ],
    failure: exited(
      'web',
      `Traceback (most recent call last):
  File "/app/till/web.py", line ‹till/web.py|str(change›, in rest
    return str(change(100, 30))
  File "/app/till/sums.py", line ‹till/sums.py|too little›, in change
    raise ValueError("too little")
ValueError: too little
127.0.0.1 - - "GET /change HTTP/1.1" 500 -
127.0.0.1 - - "GET / HTTP/1.1" 200 -
127.0.0.1 - - "GET / HTTP/1.1" 200 -
127.0.0.1 - - "GET / HTTP/1.1" 200 -
127.0.0.1 - - "GET / HTTP/1.1" 200 -
Traceback (most recent call last):
  File "/usr/local/lib/python3.11/site-packages/flask/app.py", line 880, in full_dispatch_request
    rv = self.dispatch_request()
  File "/app/till/web.py", line ‹till/web.py|shares(90, 0)›, in split
    return str(shares(90, 0)[0])
IndexError: list index out of range`,
    ),
    culprit: 'ada',
  },
  {
    name: 'packages that do not go together',
    base: FLASK,
    commits: [
      commit('grace', {'till/sums.py': ['too little', 'too little money']}),
      commit('ada', {'requirements.txt': ['SQLAlchemy==2.0.35', 'SQLAlchemy==1.2.0']}),
      commit('nour', {Dockerfile: ['WORKDIR /app', 'ENV LANG=C.UTF-8\nWORKDIR /app']}),
    ],
    failure: notBuilt(
      'web',
      '5/6] RUN pip install -r requirements.txt',
      ` > [web 5/6] RUN pip install -r requirements.txt:
3.1 ERROR: Cannot install -r requirements.txt (line 3) and SQLAlchemy==1.2.0 because these package versions have conflicting dependencies.
3.1
3.1 The conflict is caused by:
3.1     The user requested SQLAlchemy==1.2.0
3.1     alembic 1.13.3 depends on SQLAlchemy>=1.3.0
3.1
3.1 ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts
------
Dockerfile:‹Dockerfile|RUN pip›
failed to solve: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1`,
    ),
    culprit: 'ada',
  },
  {
    name: 'a program that the image starts with is installed no more',
    base: FLASK,
    commits: [
      commit('grace', {'till/sums.py': ['too little', 'too little money']}),
      commit('nour', {'requirements.txt': ['SQLAlchemy==2.0.35', 'SQLAlchemy==2.0.36']}),
      commit('ada', {Dockerfile: ['"flask", "--app"', '"gunicorn", "--app"']}),
    ],
    failure: {
      code: 'START_FAILED',
      message:
        'Compose could not start the services: Error response from daemon: failed to create task for container: exec: "gunicorn": executable file not found in $PATH: unknown',
      evidence: {services: [{service: 'web', state: 'created', exitCode: 127}]},
    },
    culprit: 'ada',
  },
  {
    name: 'two changed the function that an assertion finds wrong: nobody can tell',
    base: FLASK,
    commits: [
      commit('ada', {'till/sums.py': ['    rest = paid - due', '    rest = paid - due - 1']}),
      commit('grace', {'README.md': ['# Till', '# The till']}),
      commit('nour', {'till/sums.py': ['    return rest\n', '    return int(rest)\n']}),
    ],
    failure: testLog(`    def test_change(paid):
>       assert change(paid, 30) == 70
E       assert 69 == 70

tests/test_sums.py:‹tests/test_sums.py|change(paid›: AssertionError
FAILED tests/test_sums.py::test_change - assert 69 == 70`),
    culprit: null,
  },
  {
    name: 'the name of the database’s host is wrong in the settings',
    base: {
      ...FLASK,
      'till/db.py':
        'from sqlalchemy import create_engine\n\nENGINE = create_engine("postgresql://till@db/till")\n\n\ndef rows(table):\n    with ENGINE.connect() as connection:\n        return connection.execute(table)\n',
    },
    commits: [
      commit('ada', {'till/db.py': ['@db/till', '@database/till']}),
      commit('nour', {'docker-compose.yml': ['    build: .', '    build: .\n    restart: always']}),
      commit('grace', {'till/web.py': ['gross(100)', 'gross(200)']}),
    ],
    failure: exited(
      'web',
      `  File "/usr/local/lib/python3.11/site-packages/psycopg2/__init__.py", line 122, in connect
    conn = _connect(dsn, connection_factory=connection_factory, **kwasync)
sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) could not translate host name "database" to address: Name or service not known`,
    ),
    culprit: 'ada',
  },
];

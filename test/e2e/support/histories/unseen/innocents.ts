import {commit, exited, failedTests, type History, notBuilt, testLog, unhealthy} from '../history.ts';
import {BASE as DJANGO, COVER_PAGE} from '../shopPython.ts';
import {BASE as NODE} from '../desk.ts';
import {TILL} from './till.ts';

// Grace is always innocent, and has done what made her a suspect once.

/** Histories in which somebody innocent changed what looks as if it mattered. */
export const INNOCENTS: readonly History[] = [
  {
    name: 'a template was changed, and a model that the test imports as well',
    base: {...DJANGO, 'shop/templates/index.html': '<h1>Total</h1>\n'},
    commits: [
      commit('ada', {'shop/templates/index.html': ['Total', 'Sum']}),
      commit('grace', {'shop/models.py': ['.strip().title()', '.strip()']}),
      commit('nour', COVER_PAGE),
    ],
    failure: failedTests({
      name: 'shop.tests.CartTest › test_total',
      message: "False is not true : Couldn't find 'Total' in response",
      details: `Traceback (most recent call last):
  File "/app/shop/tests.py", line ‹shop/tests.py|35.7›, in test_total
    self.assertContains(response, 'Total')
AssertionError: False is not true : Couldn't find 'Total' in response`,
    }),
    culprit: 'ada',
  },
  {
    name: 'a database has another password, and the service that cannot reach it was touched',
    base: {...TILL, '.env': 'DB_PASSWORD=tea\nTITLE=x\n'},
    commits: [
      commit('ada', {'.env': ['DB_PASSWORD=tea', 'DB_PASSWORD=coffee']}),
      commit('grace', {'web/app.py': ['return title', 'return title.upper()']}),
      commit('nour', {'README.md': ['# Till', '# The till']}),
    ],
    failure: {
      ...unhealthy('web', 'HTTP Error 500'),
      evidence: {...unhealthy('web', 'HTTP Error 500').evidence, paths: ['web', 'web/Dockerfile']},
    },
    culprit: 'ada',
  },
  {
    name: 'a script ends at once without a word, and the service has one variable more',
    base: TILL,
    commits: [
      commit('ada', {'web/run.sh': ['exec python app.py', 'exit 1']}),
      commit('grace', {'docker-compose.yml': ['WORKERS: "2"', 'WORKERS: "2"\n      COLOUR: red']}),
      commit('nour', {'front/site.conf': ['listen 80;', 'listen 80;\n  server_name till;']}),
    ],
    failure: exited('web', ''),
    culprit: 'ada',
  },
  {
    name: 'an image has no compiler any more, and a package was pinned anew',
    base: {
      ...DJANGO,
      Dockerfile:
        'FROM python:3.11-slim\nRUN apt-get install -y gcc\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n',
    },
    commits: [
      commit('grace', {'requirements.txt': ['requests==2.32.3', 'requests==2.32.2']}),
      commit('ada', {Dockerfile: ['RUN apt-get install -y gcc\n', '']}),
      commit('nour', COVER_PAGE),
    ],
    failure: notBuilt(
      'web',
      '3/3] RUN pip install -r requirements.txt',
      `8.0   error: command 'gcc' failed: No such file or directory
8.0   ERROR: Failed building wheel for psycopg2
------
Dockerfile:‹Dockerfile|RUN pip›
failed to solve: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1`,
    ),
    culprit: 'ada',
  },
  {
    name: 'what is nothing comes from elsewhere, and the function that stumbles was touched beside the line',
    base: NODE,
    commits: [
      commit('ada', {'web/src/store.js': ["[{name: 'tea', price: 3}, {name: 'cup', price: 9}]", '[]']}),
      commit('grace', {
        'web/src/server.js': ['response.end(String(gross(items)));', 'response.end(`${gross(items)}`);'],
      }),
      commit('nour', {'web/styles/desk.css': ['red', 'blue']}),
    ],
    failure: testLog(`TypeError: Cannot read properties of undefined (reading 'name')
    at Server.<anonymous> (/srv/src/server.js:‹web/src/server.js|cheapest(items)›:72)`),
    culprit: 'ada',
  },
  {
    name: 'a function was only commented, and what it calls was changed',
    base: DJANGO,
    commits: [
      commit('grace', {
        'shop/cart.py': [
          '    amount = Decimal(0)\n    for',
          '    amount = Decimal(0)\n    # All of them.\n    for',
        ],
      }),
      commit('ada', {'shop/models.py': ['* 119 / 100', '* 107 / 100']}),
      commit('nour', COVER_PAGE),
    ],
    failure: failedTests({
      name: 'shop.tests.CartTest › test_total',
      message: '32.1 != 35.7',
      details: `Traceback (most recent call last):
  File "/app/shop/tests.py", line ‹shop/tests.py|35.7›, in test_total
    self.assertEqual(float(total(self.items)), 35.7)
AssertionError: 32.1 != 35.7`,
    }),
    culprit: 'ada',
  },
  {
    name: 'a function was written anew and is right, and what it calls was changed',
    base: DJANGO,
    commits: [
      commit('grace', {
        'shop/cart.py': ['        amount += item.gross()', '        amount = amount + item.gross()'],
      }),
      commit('ada', {'shop/models.py': ['* 119 / 100', '* 107 / 100']}),
      commit('nour', COVER_PAGE),
    ],
    failure: failedTests({
      name: 'shop.tests.CartTest › test_total',
      message: '32.1 != 35.7',
      details: `Traceback (most recent call last):
  File "/app/shop/tests.py", line ‹shop/tests.py|35.7›, in test_total
    self.assertEqual(float(total(self.items)), 35.7)
AssertionError: 32.1 != 35.7`,
    }),
    culprit: 'ada',
  },
  {
    name: 'migrations are run no more, and there is a new one',
    base: {...DJANGO, 'start.sh': '#!/bin/sh\npython manage.py migrate\nexec gunicorn shop.wsgi\n'},
    commits: [
      commit('ada', {'start.sh': ['python manage.py migrate\n', '']}),
      commit('grace', {'shop/migrations/0002_colour.py': "dependencies = [('shop', '0001_initial')]\n"}),
      commit('nour', COVER_PAGE),
    ],
    failure: exited(
      'web',
      'django.db.utils.ProgrammingError: relation "shop_item" does not exist\nLINE 1: SELECT "shop_item"."id" FROM "shop_item"',
    ),
    culprit: 'ada',
  },
  {
    name: 'a file in the stack of requires was touched, and a package went',
    base: {...NODE, 'web/src/pool.js': "const pg = require('pg');\nexports.pool = () => new pg.Pool();\n"},
    commits: [
      commit('grace', {'web/src/server.js': ['|| 3000', '|| 8000']}),
      commit('ada', {
        'web/package.json': ['"express": "4.21.0",\n    "pg": "8.12.0"', '"express": "4.21.0"'],
      }),
      commit('grace', {'web/src/pool.js': ['new pg.Pool()', 'new pg.Pool({max: 2})']}),
    ],
    failure: exited(
      'web',
      `Error: Cannot find module 'pg'
Require stack:
- /srv/src/pool.js
- /srv/src/server.js
    at Module._resolveFilename (node:internal/modules/cjs/loader:1225:15)
    at Object.<anonymous> (/srv/src/pool.js:1:12)`,
    ),
    culprit: 'ada',
  },
];

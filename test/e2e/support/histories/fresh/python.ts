import {commit, exited, failedTests, type History, testLog} from '../history.ts';

const BASE = {
  'docker-compose.yml': `services:
  web:
    build: .
    env_file: broker.env
  worker:
    build: .
    command: celery -A post worker
    env_file: broker.env
  broker:
    image: rabbitmq:3
`,
  'broker.env': 'CELERY_BROKER_URL=amqp://broker\nCELERY_CONCURRENCY=2\n',
  Dockerfile: 'FROM python:3.12-slim\nWORKDIR /code\nCOPY . .\n',
  'post/celery.py': `import os

from celery import Celery

app = Celery("post", broker=os.environ["CELERY_BROKER_URL"])


@app.task
def send(address, text):
    return len(text)
`,
  'post/settings.py':
    'import os\n\nSECRET_KEY = os.environ.get("KEY", "tea")\nDEBUG = False\nALLOWED_HOSTS = ["*"]\n',
  'post/stamps.py': `def price(grams):
    if grams <= 20:
        return 85
    return 100 if grams <= 50 else 160


def rounded(cents):
    return cents // 5 * 5
`,
  'tests/conftest.py': `import pytest


@pytest.fixture
def letter():
    return {"grams": 20}


@pytest.fixture
def parcel():
    return {"grams": 900}
`,
  'tests/test_stamps.py': `from datetime import date

from post.stamps import price, rounded


def test_letter(letter):
    assert price(letter["grams"]) == 85


def test_rounded():
    assert rounded(83) == 80


def test_year():
    assert date.today().year == 2025
`,
  'README.md': '# Post\n',
};

export const FRESH_PYTHON: readonly History[] = [
  {
    name: 'the address of a broker was changed in a file of variables, the worker’s code by another',
    base: BASE,
    commits: [
      commit('grace', {'post/celery.py': ['return len(text)', 'return len(text.strip())']}),
      commit('ada', {'broker.env': ['amqp://broker', 'amqp://brokers']}),
      commit('nour', {'post/stamps.py': ['return 85', 'return 95']}),
    ],
    failure: exited(
      'worker',
      `[2026-11-20 08:00:01,120: ERROR/MainProcess] consumer: Cannot connect to amqp://guest:**@brokers:5672//: [Errno -2] Name or service not known.
Trying again in 2.00 seconds... (1/100)`,
    ),
    culprit: 'ada',
  },
  {
    name: 'a setting that Django needs was taken out, another was added',
    base: BASE,
    commits: [
      commit('grace', {'post/settings.py': ['DEBUG = False', 'DEBUG = False\nUSE_TZ = True']}),
      commit('ada', {'post/settings.py': ['SECRET_KEY = os.environ.get("KEY", "tea")\n', '']}),
      commit('nour', {'post/stamps.py': ['return 85', 'return 95']}),
    ],
    failure: exited(
      'web',
      `  File "/usr/local/lib/python3.12/site-packages/django/conf/__init__.py", line 83, in __getattr__
    raise ImproperlyConfigured("The SECRET_KEY setting must not be empty.")
django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.`,
    ),
    culprit: 'ada',
  },
  {
    name: 'pytest does not find a fixture that was renamed, the test was touched by another',
    base: BASE,
    commits: [
      commit('grace', {'tests/test_stamps.py': ['rounded(83) == 80', 'rounded(84) == 80']}),
      commit('ada', {'tests/conftest.py': ['def letter():', 'def light_letter():']}),
      commit('nour', {'post/celery.py': ['return len(text)', 'return len(text.strip())']}),
    ],
    failure: testLog(`_______________ ERROR at setup of test_letter _______________
file /code/tests/test_stamps.py, line ‹tests/test_stamps.py|def test_letter›
  def test_letter(letter):
E       fixture 'letter' not found
>       available fixtures: cache, capfd, light_letter, monkeypatch, parcel, tmp_path
ERROR tests/test_stamps.py::test_letter`),
    culprit: 'ada',
  },
  {
    name: 'a test fails because a new year began',
    base: BASE,
    commits: [
      commit('ada', {'post/stamps.py': ['return 85', 'return 80 + 5']}),
      commit('nour', {'post/celery.py': ['return len(text)', 'return len(text.strip())']}),
    ],
    failure: failedTests({
      name: 'tests.test_stamps › test_year',
      message: 'assert 2026 == 2025',
      file: 'tests/test_stamps.py',
      details: `    def test_year():
>       assert date.today().year == 2025
E       AssertionError: assert 2026 == 2025

tests/test_stamps.py:‹tests/test_stamps.py|year == 2025›: AssertionError`,
    }),
    culprit: null,
  },
  {
    name: 'a bound was changed in one function, and another function of the file by another',
    base: BASE,
    commits: [
      commit('nour', {'post/stamps.py': ['cents // 5 * 5', 'round(cents / 5) * 5']}),
      commit('ada', {'post/stamps.py': ['grams <= 20', 'grams < 20']}),
      commit('grace', {'tests/conftest.py': ['"grams": 900', '"grams": 950']}),
    ],
    failure: failedTests({
      name: 'tests.test_stamps › test_letter',
      message: 'assert 100 == 85',
      file: 'tests/test_stamps.py',
      details: `letter = {'grams': 20}

    def test_letter(letter):
>       assert price(letter["grams"]) == 85
E       assert 100 == 85
E        +  where 100 = price(20)

tests/test_stamps.py:‹tests/test_stamps.py|letter["grams"]›: AssertionError`,
    }),
    culprit: 'ada',
  },
];

import {commit, exited, type History, notBuilt, testLog} from './history.ts';

const DJANGO = {
  'blog/__init__.py': '',
  'blog/posts.py': `import os

TITLE = os.environ["BLOG_TITLE"]


def slug(title):
    return title.lower().replace(" ", "-")


def excerpt(text, length=10):
    return text[:length]


def feed(posts):
    return [excerpt(post) for post in posts]
`,
  'blog/dates.py': 'def iso(date):\n    return date.isoformat()\n',
  'tests/test_posts.py': `from blog.posts import excerpt, feed, slug


def test_slug():
    assert slug("A Tea") == "a-tea"


def test_excerpt():
    assert excerpt("0123456789abc") == "0123456789"
`,
  'blog/migrations/0001_initial.py': 'operations = ["create"]\n',
  'requirements.txt': 'Django==4.2.16\nceleryish==1.0\n',
  'docker-compose.yml': 'services:\n  web:\n    build: .\n    environment:\n      BLOG_TITLE: Tea\n',
  Dockerfile:
    'FROM python:3.11-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\n',
  'README.md': '# Blog\n',
};

export const HELD_OUT_PYTHON: readonly History[] = [
  {
    name: 'pytest shows the line of the test, and the function below it was changed',
    base: DJANGO,
    commits: [
      commit('nour', {
        'tests/test_posts.py': [
          'def test_slug',
          'def test_feed():\n    assert feed([]) == []\n\n\ndef test_slug',
        ],
      }),
      commit('ada', {'blog/posts.py': ['.replace(" ", "-")', '.replace(" ", "_")']}),
      commit('grace', {'blog/dates.py': ['date.isoformat()', 'date.isoformat()[:10]']}),
    ],
    failure: testLog(`    def test_slug():
>       assert slug("A Tea") == "a-tea"
E       AssertionError: assert 'a_tea' == 'a-tea'

tests/test_posts.py:‹tests/test_posts.py|"a-tea"›: AssertionError
FAILED tests/test_posts.py::test_slug - AssertionError: assert 'a_tea' == 'a-tea'`),
    culprit: 'ada',
  },
  {
    name: 'a function is imported that another name was given to',
    base: DJANGO,
    commits: [
      commit('grace', {'blog/posts.py': ['length=10', 'length=12']}),
      commit('ada', {'blog/posts.py': ['def slug(', 'def slugified(']}),
      commit('nour', {
        'tests/test_posts.py': [
          'def test_slug',
          'def test_feed():\n    assert feed([]) == []\n\n\ndef test_slug',
        ],
      }),
    ],
    failure: testLog(`ERROR collecting tests/test_posts.py
tests/test_posts.py:1: in <module>
    from blog.posts import excerpt, feed, slug
E   ImportError: cannot import name 'slug' from 'blog.posts' (/app/blog/posts.py)`),
    culprit: 'ada',
  },
  {
    name: 'a variable that the program reads was taken out of the compose file',
    base: DJANGO,
    commits: [
      commit('grace', {'blog/posts.py': ['length=10', 'length=12']}),
      commit('ada', {'docker-compose.yml': ['    environment:\n      BLOG_TITLE: Tea\n', '']}),
      commit('nour', {'requirements.txt': ['4.2.16', '4.2.17']}),
    ],
    failure: exited(
      'web',
      `Traceback (most recent call last):
  File "/app/blog/posts.py", line 3, in <module>
    TITLE = os.environ["BLOG_TITLE"]
  File "<frozen os>", line 679, in __getitem__
KeyError: 'BLOG_TITLE'`,
    ),
    culprit: 'ada',
  },
  {
    name: 'a migration makes unique what is not',
    base: DJANGO,
    commits: [
      commit('grace', {'blog/posts.py': ['length=10', 'length=12']}),
      commit('ada', {'blog/migrations/0002_unique.py': 'operations = ["unique"]\n'}),
      commit('nour', {'blog/dates.py': ['date.isoformat()', 'date.isoformat()[:10]']}),
    ],
    failure: exited(
      'web',
      `  Applying blog.0002_unique...Traceback (most recent call last):
  File "/usr/local/lib/python3.11/site-packages/django/db/backends/utils.py", line 87, in _execute
psycopg2.errors.UniqueViolation: could not create unique index "blog_post_slug_key"
DETAIL:  Key (slug)=(a-tea) is duplicated.`,
    ),
    culprit: 'ada',
  },
  {
    name: 'pip finds no version of a package',
    base: DJANGO,
    commits: [
      commit('grace', {Dockerfile: ['COPY . .', 'COPY . /app']}),
      commit('ada', {'requirements.txt': ['celeryish==1.0', 'celeryish==9.0']}),
      commit('nour', {'blog/posts.py': ['length=10', 'length=12']}),
    ],
    failure: notBuilt(
      'web',
      '3/4] RUN pip install -r requirements.txt',
      `ERROR: Could not find a version that satisfies the requirement celeryish==9.0 (from versions: 1.0)
ERROR: No matching distribution found for celeryish==9.0
failed to solve: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1`,
    ),
    culprit: 'ada',
  },
  {
    name: 'an exception of the machine’s own library that no line of ours is in',
    base: DJANGO,
    commits: [
      commit('grace', {'blog/posts.py': ['length=10', 'length=12']}),
      commit('ada', {'blog/dates.py': ['date.isoformat()', 'date.isoformat()[:10]']}),
    ],
    failure: testLog(
      'File "/usr/local/lib/python3.11/ssl.py", line 1007, in _create\nssl.SSLError: certificate verify failed',
    ),
    culprit: null,
  },
];

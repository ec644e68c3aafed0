import {commit, exited, failedTests, type History, notBuilt, testLog, unhealthy} from '../history.ts';
import {BASE} from './site.ts';

/** Judged once, when all else was done. */
export const LAST: readonly History[] = [
  {
    name: 'a shared library of the system is installed no more',
    base: BASE,
    commits: [
      commit('grace', {'site/app/files.py': ['return len(data)', 'return len(data or b"")']}),
      commit('ada', {'site/Dockerfile': ['libmagic1 gettext', 'gettext']}),
      commit('nour', {'site/requirements.txt': ['uvicorn==0.30.0', 'uvicorn==0.30.1']}),
    ],
    failure: exited(
      'site',
      'Traceback (most recent call last):\n  File "/site/app/main.py", line 3, in <module>\n    from app.files import kind\n  File "/site/app/files.py", line 1, in <module>\n    import magic\n  File "/usr/local/lib/python3.12/site-packages/magic/loader.py", line 49, in load_lib\nImportError: failed to find libmagic.  Check your installation',
    ),
    culprit: 'ada',
  },
  {
    name: 'a file of rules is no JSON any more',
    base: BASE,
    commits: [
      commit('ada', {'site/app/rules.json': ['80}', '80,}']}),
      commit('grace', {'site/app/pages.py': ['.strip().capitalize()', '.strip().title()']}),
      commit('nour', {'README.md': ['# Site', '# The site']}),
    ],
    failure: exited(
      'site',
      'Traceback (most recent call last):\n  File "/site/app/main.py", line 4, in <module>\n    from app.pages import titles\n  File "/site/app/pages.py", line 4, in <module>\n    RULES = json.loads(Path("app/rules.json").read_text())\n  File "/usr/local/lib/python3.12/json/decoder.py", line 353, in raw_decode\njson.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 16 (char 15)',
    ),
    culprit: 'ada',
  },
  {
    name: 'what a tested function calls was changed, the tested one was formatted',
    base: BASE,
    commits: [
      commit('ada', {'site/app/pages.py': ['name.strip().capitalize()', 'name.capitalize()']}),
      commit('grace', {
        'site/app/pages.py': [
          'return [clean(name) for name in names]',
          'return [\n        clean(name)\n        for name in names\n    ]',
        ],
      }),
      commit('nour', {'site/app/files.py': ['return len(data)', 'return len(data or b"")']}),
    ],
    failure: failedTests({
      name: 'tests.test_pages › test_titles',
      message: "assert [' tea'] == ['Tea']",
      file: 'tests/test_pages.py',
      details:
        '    def test_titles():\n>       assert titles([" tea"]) == ["Tea"]\nE       AssertionError\n\ntests/test_pages.py:5: AssertionError',
    }),
    culprit: 'ada',
  },
  {
    name: 'MongoDB does not take the password that .env has now',
    base: BASE,
    commits: [
      commit('grace', {'.env': ['DEBUG=0', 'DEBUG=1']}),
      commit('ada', {'.env': ['MONGO_PASSWORD=tea', 'MONGO_PASSWORD=coffee']}),
      commit('nour', {'site/app/main.py': ['["a", "b"]', '["b", "a"]']}),
    ],
    failure: exited(
      'site',
      'pymongo.errors.OperationFailure: Authentication failed., full error: {code: 18}',
    ),
    culprit: 'ada',
  },
  {
    name: 'a version that there is not is asked for of a package',
    base: BASE,
    commits: [
      commit('grace', {'site/requirements.txt': ['uvicorn==0.30.0', 'uvicorn==0.30.1']}),
      commit('ada', {'site/requirements.txt': ['fastapi==0.115.0', 'fastapi==0.1150.0']}),
      commit('nour', {'site/Dockerfile': ['WORKDIR /site', 'ENV PYTHONUNBUFFERED=1\nWORKDIR /site']}),
    ],
    failure: notBuilt(
      'site',
      '5/5] RUN pip install -r requirements.txt',
      'ERROR: Could not find a version that satisfies the requirement fastapi==0.1150.0 (from versions: 0.1.0, 0.115.0)\nERROR: No matching distribution found for fastapi==0.1150.0\nfailed to solve: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1',
    ),
    culprit: 'ada',
  },
  {
    name: 'a test of what nobody has changed fails',
    base: BASE,
    commits: [
      commit('ada', {'site/app/files.py': ['return len(data)', 'return len(data or b"")']}),
      commit('grace', {'site/app/main.py': ['["a", "b"]', '["b", "a"]']}),
    ],
    failure: testLog(
      'tests/test_pages.py:9: AssertionError\nFAILED tests/test_pages.py::test_first - assert',
    ),
    culprit: null,
  },
  {
    name: 'the health check finds a path no more that was renamed',
    base: BASE,
    commits: [
      commit('grace', {'site/app/main.py': ['["a", "b"]', '["b", "a"]']}),
      commit('ada', {'site/app/main.py': ['@app.get("/health")', '@app.get("/healthz")']}),
      commit('nour', {'docker-compose.yml': ['LANGUAGE_CODE: de', 'LANGUAGE_CODE: en']}),
    ],
    failure: unhealthy(
      'site',
      'curl: (22) The requested URL returned error: 404',
      'INFO:     127.0.0.1:53412 - "GET /health HTTP/1.1" 404 Not Found',
    ),
    culprit: 'ada',
  },
  {
    name: 'an attribute is asked of what has none, one renamed it and another added one',
    base: BASE,
    commits: [
      commit('grace', {
        'site/app/files.py': [
          'def size(data):',
          'def length(data):\n    return size(data)\n\n\ndef size(data):',
        ],
      }),
      commit('ada', {'site/app/pages.py': ['def first(names)', 'def first_of(names)']}),
      commit('nour', {'site/app/rules.json': ['80', '90']}),
    ],
    failure: testLog(
      "tests/test_pages.py:1: in <module>\n    from app.pages import first, titles\nE   ImportError: cannot import name 'first' from 'app.pages' (/site/app/pages.py)",
    ),
    culprit: 'ada',
  },
  {
    name: 'the queue is asked at an address that was changed, beside another variable',
    base: BASE,
    commits: [
      commit('grace', {'docker-compose.yml': ['LANGUAGE_CODE: de', 'LANGUAGE_CODE: en']}),
      commit('ada', {'docker-compose.yml': ['redis://queue:6379', 'redis://queues:6379']}),
      commit('nour', {'site/app/files.py': ['return len(data)', 'return len(data or b"")']}),
    ],
    failure: exited(
      'site',
      'redis.exceptions.ConnectionError: Error -2 connecting to queues:6379. Name or service not known.',
    ),
    culprit: 'ada',
  },
  {
    name: 'two commits of two people, either of which may have made it slow',
    base: BASE,
    commits: [
      commit('ada', {'site/app/pages.py': ['name.strip()', 'name.strip().strip()']}),
      commit('grace', {'site/app/files.py': ['return len(data)', 'return len(bytes(data))']}),
    ],
    failure: {
      code: 'TIME_LIMIT',
      message: 'The stage took longer than 10 minutes.',
      evidence: {services: [{service: 'site', state: 'running', log: ['waiting']}]},
    },
    culprit: null,
  },
];

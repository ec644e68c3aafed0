import {building, deploying, type Reproducing} from './reproduction.ts';

const PYTHON = 'FROM python:3.11-slim\nWORKDIR /app\nCOPY . .\n';
const NODE = 'FROM node:20-slim\nWORKDIR /app\nCOPY . .\n';
const manifest = (more: object) => JSON.stringify({name: 'shop', version: '1.0.0', ...more});

/** What keeps images from being built. */
export const IMAGES: readonly Reproducing[] = [
  {
    rule: 'pip-conflict',
    what: 'Python packages that exclude each other',
    make: building(`${PYTHON}RUN pip install --no-cache-dir -r requirements.txt\n`, {
      'requirements.txt': 'asgiref==3.2.0\ndjango==5.2.4\n',
    }),
  },
  {
    rule: 'pip-missing',
    what: 'a Python package of a version that there is not',
    make: building(`${PYTHON}RUN pip install --no-cache-dir six==99.9\n`),
  },
  {
    rule: 'npm-conflict',
    what: 'npm packages that exclude each other',
    make: building(`${NODE}RUN npm install\n`, {
      'package.json': manifest({dependencies: {react: '18.2.0', 'react-dom': '17.0.2'}}),
    }),
  },
  {
    rule: 'npm-missing',
    what: 'an npm package of a version that there is not',
    make: building(`${NODE}RUN npm install left-pad@99.9.9\n`),
  },
  {
    rule: 'npm-lock',
    what: 'a lock file that is not of this package.json',
    make: building(`${NODE}RUN npm ci\n`, {
      'package.json': manifest({dependencies: {'left-pad': '1.3.0'}}),
      'package-lock.json': JSON.stringify({
        name: 'shop',
        version: '1.0.0',
        lockfileVersion: 3,
        packages: {'': {name: 'shop', version: '1.0.0'}},
      }),
    }),
  },
  {
    rule: 'npm-lock',
    what: 'a lock file that is not there',
    make: building(`${NODE}RUN npm ci\n`, {'package.json': manifest({})}),
  },
  {
    rule: 'npm-script-missing',
    what: 'an npm script that there is not',
    make: building(`${NODE}RUN npm run build\n`, {'package.json': manifest({})}),
  },
  {
    rule: 'apt-missing',
    what: 'a Debian package that there is not',
    make: building('FROM debian:bookworm-slim\nRUN apt-get update -q && apt-get install -qy nonesuchpkg\n'),
  },
  {
    rule: 'apt-missing',
    what: 'a Debian package without lists of packages',
    make: building('FROM debian:bookworm-slim\nRUN apt-get install -qy curl\n'),
  },
  {
    rule: 'compiler-missing',
    what: 'a Python package that needs a compiler',
    make: building(`${PYTHON}RUN pip install --no-cache-dir ./pkg\n`, {
      'pkg/setup.py':
        "from setuptools import setup, Extension\nsetup(name='pkg', version='1', ext_modules=[Extension('pkg', ['pkg.c'])])\n",
      'pkg/pkg.c': 'int x;\n',
    }),
  },
  {
    rule: 'compiler-missing',
    what: 'a database driver that needs headers',
    make: building(`${PYTHON}RUN pip install --no-cache-dir --no-binary psycopg2 psycopg2==2.9.9\n`),
  },
  {
    rule: 'registry-down',
    what: 'an image whose registry is not known',
    make: building('FROM registry.invalid/acme/shop:1\n'),
  },
  {
    rule: 'copy-missing',
    what: 'a COPY of a file that there is not',
    make: building('FROM busybox:1.35\nCOPY settings.json /\n'),
  },
  {
    rule: 'copy-missing',
    what: 'a COPY of a file that .dockerignore leaves out',
    make: building('FROM busybox:1.35\nCOPY settings.json /\n', {
      'settings.json': '{}',
      '.dockerignore': '*.json\n',
    }),
  },
  {
    rule: 'dockerfile-invalid',
    what: 'a Dockerfile with a word that there is not',
    make: building('FROM busybox:1.35\nRUNN true\n'),
  },
  {
    rule: 'dockerfile-missing',
    what: 'a Dockerfile that there is not',
    make: () => ({
      files: {'docker-compose.yml': 'services: {test: {build: {context: ., dockerfile: Dockerfile.test}}}\n'},
    }),
  },
  {
    rule: 'build-stage-missing',
    what: 'a stage that the Dockerfile does not have',
    make: building('FROM busybox:1.35 AS app\n', {}, {build: {context: '.', target: 'production'}}),
  },
  {
    rule: 'build-step-failed',
    what: 'a step that fails for reasons of its own',
    make: building('FROM busybox:1.35\nRUN echo "css/site.css: undefined colour" && exit 3\n'),
  },
  {
    rule: 'command-not-found',
    what: 'a command that a build does not find',
    make: building('FROM debian:bookworm-slim\nRUN git --version\n'),
  },
  {
    rule: 'django-setting',
    what: 'Django without its key',
    make: building(
      'FROM python:3.11-slim\nRUN pip install --no-cache-dir django==5.2.4\nWORKDIR /app\nCOPY . .\n',
      {'settings.py': "INSTALLED_APPS = []\nSECRET_KEY = ''\nROOT_URLCONF = 'settings'\n"},
      {
        command: ['python', '-c', 'from django.conf import settings; settings.SECRET_KEY'],
        environment: {DJANGO_SETTINGS_MODULE: 'settings', PYTHONPATH: '/app'},
      },
    ),
  },
  {
    rule: 'django-hosts',
    what: 'Django that does not know its host',
    make: deploying(
      {
        web: {
          build: '.',
          command: 'python -m django runserver --noreload 0.0.0.0:8000',
          environment: {DJANGO_SETTINGS_MODULE: 'settings', PYTHONPATH: '/app'},
          healthcheck: {
            test: 'python -c "import urllib.request as r; r.urlopen(\'http://localhost:8000/\')"',
            interval: '2s',
            timeout: '20s',
            retries: 2,
          },
        },
      },
      {
        Dockerfile:
          'FROM python:3.11-slim\nRUN pip install --no-cache-dir django==5.2.4\nWORKDIR /app\nCOPY . .\n',
        'settings.py':
          "INSTALLED_APPS = []\nSECRET_KEY = 'x'\nROOT_URLCONF = 'settings'\nurlpatterns = []\nALLOWED_HOSTS = ['shop.example.org']\nLOGGING_CONFIG = None\nMIDDLEWARE = ['django.middleware.common.CommonMiddleware']\n",
      },
    ),
  },
  {
    rule: 'php-missing',
    what: 'a PHP class that is not there',
    make: building(
      'FROM debian:bookworm-slim\nRUN apt-get update -q && apt-get install -qy --no-install-recommends php-cli\nCOPY . /app\n',
      {'index.php': '<?php\n(new Shop\\Cart())->total();\n'},
      {command: 'php -d display_errors=stderr /app/index.php'},
    ),
  },
  {
    rule: 'php-missing',
    what: 'PHP whose packages are not installed',
    make: building(
      'FROM debian:bookworm-slim\nRUN apt-get update -q && apt-get install -qy --no-install-recommends php-cli\nCOPY . /app\n',
      {'index.php': "<?php\nrequire __DIR__ . '/vendor/autoload.php';\n"},
      {command: 'php -d display_errors=stderr /app/index.php'},
    ),
  },
  {
    rule: 'ruby-gem-missing',
    what: 'a Ruby gem that is not installed',
    make: building(
      'FROM debian:bookworm-slim\nRUN apt-get update -q && apt-get install -qy --no-install-recommends ruby ruby-bundler\nWORKDIR /app\nCOPY . .\n',
      {Gemfile: 'source "https://rubygems.org"\ngem "rack", "3.0.8"\n'},
      {command: 'bundle exec true'},
    ),
  },
  {
    rule: 'ruby-gem-missing',
    what: 'a Ruby file that is not there',
    make: building(
      'FROM debian:bookworm-slim\nRUN apt-get update -q && apt-get install -qy --no-install-recommends ruby ruby-bundler\n',
      {},
      {command: `ruby -e "require 'rack'"`},
    ),
  },
];

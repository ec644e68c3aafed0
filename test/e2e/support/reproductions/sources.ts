import {building, mounted, type Reproducing} from './reproduction.ts';

export const BUNDLER =
  'FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y --no-install-recommends ruby ruby-redis bundler && rm -rf /var/lib/apt/lists/*\nWORKDIR /app\nCOPY . .\n';
const DJANGO = `FROM python:3.11-slim
RUN pip install --no-cache-dir django==4.2.16
WORKDIR /app
COPY . .
`;
export const PHP =
  'FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y --no-install-recommends php-cli && rm -rf /var/lib/apt/lists/*\nWORKDIR /app\nCOPY . .\n';

const settings = (more = ''): string =>
  `SECRET_KEY = 'x'\nINSTALLED_APPS = ['shop', 'django.contrib.staticfiles']\nSTATIC_URL = '/static/'\nSTATIC_ROOT = '/tmp/static'\nTEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True}]\nDATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': '/tmp/db'}}\n${more}`;
const inDjango = (command: string, files: Readonly<Record<string, string>> = {}, more = '') =>
  building(
    DJANGO,
    {'settings.py': settings(more), 'shop/__init__.py': '', ...files},
    {command, environment: {DJANGO_SETTINGS_MODULE: 'settings', PYTHONPATH: '/app'}},
  );
const inPhp = (files: Readonly<Record<string, string>>) => building(PHP, files, {command: 'php index.php'});

/** What keeps the project's own sources from being run. */
export const SOURCES: readonly Reproducing[] = [
  {
    rule: 'python-name-missing',
    what: 'modules of Python that import each other',
    make: mounted('python:3.11-slim', 'python shop.py', {
      'code/shop.py': 'import cart\n',
      'code/cart.py': 'from prices import price\n\n\ndef total():\n    return price\n',
      'code/prices.py': 'from cart import total\n\nprice = total\n',
    }),
  },
  {
    rule: 'python-name-missing',
    what: 'a file that hides a module of Python',
    make: mounted('python:3.11-slim', 'python shop.py', {
      'code/shop.py': 'import random\n',
      'code/random.py': 'import random\n\nprint(random.randint(1, 2))\n',
    }),
  },
  {
    rule: 'python-name-missing',
    what: 'a view that its module in Python does not have',
    make: mounted('python:3.11-slim', 'python manage.py', {
      'code/manage.py': 'from shop import urls\n',
      'code/shop/urls.py': 'from shop import views\n\nPATHS = [views.helth]\n',
      'code/shop/views.py': 'def health():\n    return 1\n',
    }),
  },
  {
    rule: 'migration-parent-missing',
    what: 'a migration of Django whose parent is not there',
    make: inDjango('python -m django migrate', {
      'shop/migrations/__init__.py': '',
      'shop/migrations/0002_colour.py':
        "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = [('shop', '0001_initial')]\n    operations = []\n",
    }),
  },
  {
    rule: 'template-missing',
    what: 'a template that Django does not find',
    make: inDjango('python render.py', {
      'render.py':
        "import django\nfrom django.template.loader import render_to_string\n\ndjango.setup()\nprint(render_to_string('articles.html'))\n",
    }),
  },
  {
    rule: 'static-file-unknown',
    what: 'a static file that was not collected',
    make: inDjango(
      'python render.py',
      {
        'render.py':
          "import django\nfrom django.templatetags.static import static\n\ndjango.setup()\nprint(static('app.css'))\n",
      },
      "STORAGES = {'staticfiles': {'BACKEND': 'django.contrib.staticfiles.storage.ManifestStaticFilesStorage'}}\n",
    ),
  },
  {
    rule: 'php-missing',
    what: 'an extension of PHP that is not installed',
    make: inPhp({'index.php': "<?php\necho mb_strlen('x');\n"}),
  },
  {
    rule: 'php-missing',
    what: 'a function of PHP that is not there',
    make: inPhp({'index.php': "<?php\necho tittle('x');\n"}),
  },
  {
    rule: 'php-missing',
    what: 'a file of the project that PHP does not find',
    make: inPhp({'index.php': "<?php\nrequire __DIR__ . '/src/Cart.php';\n"}),
  },
  {
    rule: 'ruby-gem-missing',
    what: 'a file of the project that Ruby does not find',
    make: building(BUNDLER, {'server.rb': "require_relative 'lib/label'\n"}, {command: 'ruby server.rb'}),
  },
  {
    rule: 'ruby-gem-missing',
    what: 'a gem that Bundler has in another version',
    make: building(`${BUNDLER}RUN bundle install --local\n`, {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'redis', '~> 5.0'\n",
    }),
  },
  {
    rule: 'bundle-lock',
    what: 'a lock file of Bundler that lacks a gem',
    make: building(`${BUNDLER}RUN bundle config set frozen true && bundle install --local\n`, {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'redis'\ngem 'rack'\n",
      'Gemfile.lock':
        'GEM\n  remote: https://rubygems.org/\n  specs:\n    redis (4.8.0)\n\nPLATFORMS\n  x86_64-linux\n\nDEPENDENCIES\n  redis\n\nBUNDLED WITH\n   2.3.15\n',
    }),
  },
  {
    rule: 'table-missing',
    what: 'a column that a table of SQLite does not have',
    make: mounted('python:3.11-slim', 'python shop.py', {
      'code/shop.py':
        "import sqlite3\n\nbase = sqlite3.connect(':memory:')\nbase.execute('create table articles(title)')\nbase.execute('insert into articles (colour) values (1)')\n",
    }),
  },
];

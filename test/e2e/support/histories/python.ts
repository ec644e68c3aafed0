import {commit, exited, failedTests, type History, testLog, unhealthy} from './history.ts';

const BASE = {
  'README.md': '# Shop\n\nSells tea.\n',
  'shop/models.py': `from django.db import models


class Item(models.Model):
    name = models.CharField(max_length=80)
    price = models.DecimalField(max_digits=8, decimal_places=2)

    def gross(self):
        return self.price * 119 / 100

    def label(self):
        return self.name.strip().title()
`,
  'shop/cart.py': `from decimal import Decimal


def total(items):
    amount = Decimal(0)
    for item in items:
        amount += item.gross()
    return amount


def average(items):
    count = len(items)
    if count == 0:
        return Decimal(0)
    return total(items) / count


def discount(amount, percent):
    return amount - amount * percent / 100
`,
  'shop/views.py': `import json
import os

from django.http import HttpResponse, JsonResponse

from shop.cart import average, discount, total
from shop.models import Item


def index(request):
    items = list(Item.objects.all())
    return JsonResponse({'total': str(total(items)), 'average': str(average(items))})


def sale(request):
    percent = int(request.GET.get('percent', '0'))
    return HttpResponse(str(discount(total(Item.objects.all()), percent)))


def mode(request):
    return HttpResponse(json.dumps({'mode': os.environ.get('MODE', 'plain')}))
`,
  'shop/urls.py': `from django.urls import path

from shop import views

urlpatterns = [
    path('', views.index),
    path('sale', views.sale),
    path('mode', views.mode),
]
`,
  'shop/tests.py': `from django.test import TestCase

from shop.cart import average, discount, total
from shop.models import Item


class CartTest(TestCase):
    def setUp(self):
        self.items = [Item.objects.create(name='Tea', price=10), Item.objects.create(name='Cup', price=20)]

    def test_total(self):
        self.assertEqual(float(total(self.items)), 35.7)

    def test_average_of_none(self):
        self.assertEqual(average([]), 0)

    def test_discount(self):
        self.assertEqual(discount(100, 10), 90)
`,
  'shop/migrations/__init__.py': '',
  'shop/migrations/0001_initial.py': `from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = []
    operations = [migrations.CreateModel('Item', [('id', models.AutoField(primary_key=True))])]
`,
  'requirements.txt': 'Django==4.2.16\npsycopg2-binary==2.9.9\nrequests==2.32.3\ngunicorn==22.0.0\n',
  Dockerfile:
    'FROM python:3.11-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\n',
  'docker-compose.yml':
    'services:\n  web:\n    build: .\n    command: gunicorn shop.wsgi\n    environment:\n      MODE: plain\n  db:\n    image: postgres:15\n',
  'static/shop.css': 'body { color: black; }\n',
};

const COVER_PAGE = {'README.md': ['Sells tea.', 'Sells tea and cups.']} as const;

/** unittest's own words, as unittest-xml-reporting keeps them. */
const traceback = (frames: string, last: string) =>
  `Traceback (most recent call last):\n${frames}\n${last}\n`;

export const PYTHON: readonly History[] = [
  {
    name: 'a guard was taken out of the function that the test calls; a test and other functions were added beside it',
    base: BASE,
    commits: [
      commit('ada', {'shop/cart.py': ['    if count == 0:\n        return Decimal(0)\n', '']}),
      commit('grace', {
        'shop/tests.py': [
          '    def test_discount(self):',
          "    def test_label(self):\n        self.assertEqual(Item(name=' tea').label(), 'Tea')\n\n    def test_discount(self):",
        ],
      }),
      commit('nour', {
        'shop/cart.py': [
          'def discount(',
          'def rounded(amount):\n    return round(amount, 2)\n\n\ndef discount(',
        ],
      }),
      commit('grace', COVER_PAGE),
    ],
    failure: failedTests({
      name: 'shop.tests.CartTest › test_average_of_none',
      message: "[<class 'decimal.DivisionByZero'>]",
      details: traceback(
        `  File "/app/shop/tests.py", line ‹shop/tests.py|average([])›, in test_average_of_none
    self.assertEqual(average([]), 0)
                     ^^^^^^^^^^^
  File "/app/shop/cart.py", line ‹shop/cart.py|return total(items) / count›, in average
    return total(items) / count
           ~~~~~~~~~~~~~^~~~~~~`,
        "decimal.DivisionUndefined: [<class 'decimal.DivisionUndefined'>]",
      ),
    }),
    culprit: 'ada',
  },
  {
    name: 'an assertion fails because a formula below it changed; the test file grew by somebody else, and views too',
    base: BASE,
    commits: [
      commit('grace', {
        'shop/tests.py': [
          'class CartTest(TestCase):',
          'class Other(TestCase):\n    def test_nothing(self):\n        pass\n\n\nclass CartTest(TestCase):',
        ],
      }),
      commit('ada', {'shop/models.py': ['* 119 / 100', '* 107 / 100']}),
      commit('nour', {'shop/views.py': ["'MODE', 'plain'", "'MODE', 'fancy'"]}),
    ],
    failure: failedTests({
      name: 'shop.tests.CartTest › test_total',
      message: '32.1 != 35.7',
      details: traceback(
        `  File "/app/shop/tests.py", line ‹shop/tests.py|35.7›, in test_total
    self.assertEqual(float(total(self.items)), 35.7)`,
        'AssertionError: 32.1 != 35.7',
      ),
    }),
    culprit: 'ada',
  },
  {
    name: 'an import that is still needed was removed as tidying',
    base: BASE,
    commits: [
      commit('nour', {'shop/views.py': ['    percent = int(', '    percent = float(']}),
      commit('ada', {'shop/views.py': ['import json\nimport os\n', 'import json\n']}),
      commit('grace', {
        'shop/views.py': [
          '    items = list(Item.objects.all())',
          "    items = list(Item.objects.order_by('name'))",
        ],
      }),
      commit('grace', COVER_PAGE),
    ],
    failure: testLog(`Internal Server Error: /mode
Traceback (most recent call last):
  File "/usr/local/lib/python3.11/site-packages/django/core/handlers/exception.py", line 55, in inner
    response = get_response(request)
  File "/usr/local/lib/python3.11/site-packages/django/core/handlers/base.py", line 197, in _get_response
    response = wrapped_callback(request, *callback_args, **callback_kwargs)
  File "/app/shop/views.py", line ‹shop/views.py|os.environ›, in mode
    return HttpResponse(json.dumps({'mode': os.environ.get('MODE', 'plain')}))
NameError: name 'os' is not defined`),
    culprit: 'ada',
  },
  {
    name: 'a package was taken out of the requirements, and another pinned anew',
    base: {
      ...BASE,
      'shop/rates.py': 'import requests\n\n\ndef rate():\n    return requests.get("http://rates").json()\n',
    },
    commits: [
      commit('grace', {'requirements.txt': ['gunicorn==22.0.0', 'gunicorn==23.0.0']}),
      commit('ada', {'requirements.txt': ['requests==2.32.3\n', '']}),
      commit('nour', {'shop/rates.py': ['.json()', '.json()["eur"]']}),
    ],
    failure: exited(
      'web',
      `Traceback (most recent call last):
  File "/usr/local/lib/python3.11/site-packages/gunicorn/util.py", line 371, in import_app
    mod = importlib.import_module(module)
  File "/app/shop/rates.py", line 1, in <module>
    import requests
ModuleNotFoundError: No module named 'requests'`,
    ),
    culprit: 'ada',
  },
  {
    name: 'a column is used in a model without a migration',
    base: BASE,
    commits: [
      commit('nour', {'shop/views.py': ['    percent = int(', '    percent = float(']}),
      commit('ada', {
        'shop/models.py': [
          '    def gross(self)',
          '    stock = models.IntegerField(default=0)\n\n    def gross(self)',
        ],
      }),
      commit('grace', {'shop/models.py': ['.strip().title()', '.strip().capitalize()']}),
    ],
    failure: failedTests({
      name: 'shop.tests.CartTest › test_total',
      message: 'column "stock" of relation "shop_item" does not exist',
      details: traceback(
        `  File "/usr/local/lib/python3.11/site-packages/django/db/backends/utils.py", line 89, in _execute
    return self.cursor.execute(sql, params)
psycopg2.errors.UndefinedColumn: column "stock" of relation "shop_item" does not exist
LINE 1: INSERT INTO "shop_item" ("name", "price", "stock") VALUES (...
                                                  ^

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/app/shop/tests.py", line ‹shop/tests.py|self.items = [›, in setUp
    self.items = [Item.objects.create(name='Tea', price=10), Item.objects.create(name='Cup', price=20)]`,
        'django.db.utils.ProgrammingError: column "stock" of relation "shop_item" does not exist',
      ),
    }),
    culprit: 'ada',
  },
  {
    name: 'two migrations follow the same one; the second to come is the one that conflicts',
    base: {
      ...BASE,
      'shop/migrations/0002_stock.py':
        "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = [('shop', '0001_initial')]\n",
    },
    commits: [
      commit('grace', {'shop/views.py': ['    percent = int(', '    percent = float(']}),
      commit('ada', {
        'shop/migrations/0002_colour.py':
          "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = [('shop', '0001_initial')]\n",
      }),
      commit('nour', {'shop/models.py': ['.strip().title()', '.strip()']}),
    ],
    failure: exited(
      'web',
      `CommandError: Conflicting migrations detected; multiple leaf nodes in the migration graph: (0002_colour, 0002_stock in shop).
To fix them run 'python manage.py makemigrations --merge'`,
    ),
    culprit: 'ada',
  },
  {
    name: 'a whole file was only reformatted by one, a line of it was changed by another',
    base: BASE,
    commits: [
      commit('ada', {'shop/cart.py': ['        amount += item.gross()', '        amount += item.gros()']}),
      commit('grace', {
        'shop/cart.py': `from decimal import Decimal


def total(items):
  amount = Decimal(0)
  for item in items:
    amount += item.gros()
  return amount


def average(items):
  count = len(items)
  if count == 0:
    return Decimal(0)
  return total(items) / count


def discount(amount, percent):
  return amount - amount * percent / 100
`,
      }),
      commit('nour', COVER_PAGE),
    ],
    failure: unhealthy(
      'web',
      'curl: (22) The requested URL returned error: 500',
      `Internal Server Error: /
Traceback (most recent call last):
  File "/usr/local/lib/python3.11/site-packages/django/core/handlers/exception.py", line 55, in inner
    response = get_response(request)
  File "/app/shop/views.py", line ‹shop/views.py|str(total(items))›, in index
    return JsonResponse({'total': str(total(items)), 'average': str(average(items))})
  File "/app/shop/cart.py", line ‹shop/cart.py|item.gros()›, in total
    amount += item.gros()
AttributeError: 'Item' object has no attribute 'gros'. Did you mean: 'gross'?`,
    ),
    culprit: 'ada',
  },
  {
    name: 'an expectation was written wrong, and nothing but style sheets and words came with it',
    base: BASE,
    commits: [
      commit('grace', {'static/shop.css': ['black', 'navy']}),
      commit('ada', {
        'shop/tests.py': [
          '    def test_discount(self):',
          '    def test_label(self):\n        self.assertEqual(Item(name="tea").label(), "TEA")\n\n    def test_discount(self):',
        ],
      }),
      commit('nour', COVER_PAGE),
    ],
    failure: failedTests({
      name: 'shop.tests.CartTest › test_label',
      message: "'Tea' != 'TEA'",
      details: traceback(
        `  File "/app/shop/tests.py", line ‹shop/tests.py|"TEA"›, in test_label
    self.assertEqual(Item(name="tea").label(), "TEA")`,
        "AssertionError: 'Tea' != 'TEA'\n- Tea\n+ TEA",
      ),
    }),
    culprit: 'ada',
  },
];

import {commit, exited, failedTests, type History, testLog} from './history.ts';
import {BASE, COVER_PAGE, traceback} from './shopPython.ts';

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
];

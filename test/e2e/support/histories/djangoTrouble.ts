import {commit, exited, failedTests, type History, unhealthy} from './history.ts';
import {BASE, COVER_PAGE, traceback} from './shopPython.ts';

export const DJANGO_TROUBLE: readonly History[] = [
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
        'shop/cart.py': BASE['shop/cart.py'].replace('item.gross()', 'item.gros()').replaceAll('    ', '  '),
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

import {BOTH, TEST, but, type Breakage, type Files} from '../breakage.ts';
import {django} from '../stacks/django.ts';

const inDjango: readonly [Files, Files] = [
  {
    'README.md': 'How to run it: docker compose up\n',
    'shop/tests.py': `${django['shop/tests.py']}\n\n# More to come.\n`,
  },
  {'shop/templates/note.txt': 'Thank you for your order.\n'},
];

export const djangoBreakages: readonly Breakage[] = [
  {
    name: 'django-rounding',
    stack: django,
    stage: TEST,
    breaks: {
      'shop/pricing.py': but(django['shop/pricing.py'], 'cents * percent // 100', 'cents * percent // 1000'),
    },
    innocents: inDjango,
    says: /test_discount_is_taken_off|900/,
    remedy: /test/i,
  },
  {
    name: 'django-indentation',
    stack: django,
    stage: BOTH,
    breaks: {
      'shop/views.py': but(
        django['shop/views.py'],
        "    return HttpResponse('ok')",
        "  return HttpResponse('ok')\n    pass",
      ),
    },
    says: /IndentationError|indent/,
    remedy: /views\.py/,
  },
  {
    name: 'django-no-migration',
    stack: django,
    stage: BOTH,
    breaks: {
      'shop/models.py': but(
        django['shop/models.py'],
        '    cents =',
        "    colour = models.CharField(max_length=20, default='')\n    cents =",
      ),
    },
    says: /colour/,
    remedy: /migrations/,
  },
  {
    name: 'django-no-module',
    stack: django,
    stage: BOTH,
    breaks: {'requirements.txt': 'django==4.2.16\n'},
    says: /markdown/,
    remedy: /markdown/,
  },
  {
    name: 'django-no-variable',
    stack: django,
    stage: BOTH,
    breaks: {
      'shop/settings.py': but(
        django['shop/settings.py'],
        "os.environ['SECRET_KEY']",
        "os.environ['SHOP_SECRET']",
      ),
    },
    says: /SHOP_SECRET/,
    remedy: /SHOP_SECRET/,
  },
  {
    name: 'django-unknown-version',
    stack: django,
    stage: BOTH,
    breaks: {'requirements.txt': 'django==4.2.999\nmarkdown==3.7\n'},
    says: /django==4\.2\.999/,
    remedy: /requirements\.txt|django/,
  },
];

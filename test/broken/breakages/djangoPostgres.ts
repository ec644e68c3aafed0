import {BOTH, DEPLOY, but, type Breakage, type Files} from '../breakage.ts';
import {djangoPostgres as stack} from '../stacks/djangoPostgres.ts';

const inShop: readonly [Files, Files] = [
  {'shop/models.py': `${stack['shop/models.py']}\n    def __str__(self):\n        return self.title\n`},
  {'shop/tests.py': `${stack['shop/tests.py']}\n\n# More to come.\n`},
];

const migration = (dependency: string, field: string): string => `from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '${dependency}')]
    operations = [migrations.AddField('article', 'colour', ${field})]
`;

export const djangoPostgresBreakages: readonly Breakage[] = [
  {
    name: 'postgres-import-name',
    stack,
    stage: BOTH,
    breaks: {'shop/pricing.py': but(stack['shop/pricing.py'], 'def with_tax', 'def taxed')},
    innocents: inShop,
    says: /with_tax/,
    remedy: /pricing/,
  },
  {
    name: 'postgres-circular',
    stack,
    stage: BOTH,
    breaks: {
      'shop/pricing.py': `from shop.views import index\n\nROOT = index\n\n\n${stack['shop/pricing.py']}`,
    },
    innocents: inShop,
    says: /circular|each other|circle/i,
    remedy: /pricing|views/,
  },
  {
    name: 'postgres-parent-migration',
    stack,
    stage: BOTH,
    breaks: {
      'shop/migrations/0003_colour.py': migration(
        '0002_first_article',
        "models.CharField(max_length=20, default='')",
      ),
    },
    innocents: inShop,
    says: /0002_first_article\b/,
    remedy: /0003_colour|dependencies/,
  },
  {
    name: 'postgres-not-null',
    stack,
    stage: BOTH,
    breaks: {
      'shop/migrations/0003_colour.py': migration(
        '0002_first_articles',
        "models.IntegerField(null=True)), migrations.AlterField('article', 'colour', models.IntegerField()",
      ),
    },
    innocents: inShop,
    says: /colour/,
    remedy: /default|fill/i,
  },
  {
    name: 'postgres-allowed-hosts',
    stack,
    stage: DEPLOY,
    breaks: {
      'shop/settings.py': but(
        stack['shop/settings.py'],
        "['localhost', '127.0.0.1']",
        "['shop.example.org']",
      ),
    },
    innocents: inShop,
    says: /ALLOWED_HOSTS|its host 127\.0\.0\.1/,
    remedy: /ALLOWED_HOSTS/,
  },
  {
    name: 'postgres-template',
    stack,
    stage: BOTH,
    breaks: {'shop/views.py': but(stack['shop/views.py'], "'index.html'", "'articles.html'")},
    innocents: inShop,
    says: /articles\.html/,
    remedy: /articles\.html/,
  },
  {
    name: 'postgres-no-gunicorn',
    stack,
    stage: DEPLOY,
    breaks: {'requirements.txt': but(stack['requirements.txt'], 'gunicorn==22.0.0\n', '')},
    says: /gunicorn/,
    remedy: /gunicorn/,
  },
  {
    name: 'postgres-two-passwords',
    stack,
    stage: DEPLOY,
    breaks: {
      'docker-compose.yml': but(
        stack['docker-compose.yml'],
        'DB_PASSWORD: not-a-secret',
        'DB_PASSWORD: ${DB_PASS:-nobody-knows}',
      ),
    },
    says: /DB_PASSWORD of web \(docker-compose\.yml:\d+\) is not POSTGRES_PASSWORD of db/,
    remedy: /docker-compose\.yml:\d+/,
  },
  {
    name: 'postgres-volume-right',
    stack,
    stage: DEPLOY,
    breaks: {Dockerfile: but(stack.Dockerfile, 'CMD', 'RUN useradd --create-home shop\nUSER shop\nCMD')},
    says: /uploads/,
    remedy: /chown|USER/,
  },
];

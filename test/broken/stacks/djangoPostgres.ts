import {but} from '../breakage.ts';
import {django} from './django.ts';

/** The shop over PostgreSQL, served by gunicorn, with a volume for what people send. */
export const djangoPostgres = {
  ...django,
  'docker-compose.yml': `services:
  db:
    image: postgres:15
    environment:
      POSTGRES_DB: shop
      POSTGRES_USER: shop
      POSTGRES_PASSWORD: not-a-secret
    volumes: ['data:/var/lib/postgresql/data']
    healthcheck:
      test: [CMD, pg_isready, -U, shop]
      interval: 2s
      timeout: 10s
      retries: 60
  web:
    build: .
    init: true
    restart: unless-stopped
    environment:
      SECRET_KEY: not-a-secret
      DB_HOST: db
      DB_PASSWORD: not-a-secret
    volumes: ['uploads:/uploads']
    depends_on:
      db: {condition: service_healthy}
volumes: {data: , uploads: }
`,
  'dc.test.yml': `services:
  test:
    build: .
    command: python manage.py test
    environment:
      SECRET_KEY: not-a-secret
      DB_HOST: db
      DB_PASSWORD: not-a-secret
    depends_on:
      db: {condition: service_healthy}
`,
  'countable.yml': 'health: {minutes: 0.5, path: /}\n',
  'requirements.txt': 'django==4.2.16\nmarkdown==3.7\npsycopg2-binary==2.9.9\ngunicorn==22.0.0\n',
  'start.sh': `set -e
python manage.py migrate --verbosity 0
date > /uploads/started
exec gunicorn --bind 0.0.0.0:8000 --workers 2 shop.wsgi
`,
  'shop/wsgi.py': `import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')
application = get_wsgi_application()
`,
  'shop/settings.py': but(
    django['shop/settings.py'],
    "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': '/tmp/shop.sqlite3'}}",
    `MIDDLEWARE = ['django.middleware.common.CommonMiddleware']
TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True}]
DATABASES = {
    'default': {
        'ENGINE': 'django.db.backends.postgresql',
        'NAME': 'shop',
        'USER': 'shop',
        'HOST': os.environ['DB_HOST'],
        'PASSWORD': os.environ['DB_PASSWORD'],
    }
}`,
  ),
  'shop/views.py': `from django.shortcuts import render

from shop.models import Article
from shop.pricing import with_tax


def health(request):
    return render(request, 'health.html')


def index(request):
    return render(request, 'index.html', {'articles': [(one.title, with_tax(one.cents)) for one in Article.objects.all()]})
`,
  'shop/templates/health.html': 'ok\n',
  'shop/templates/index.html':
    '{% for title, cents in articles %}<p>{{ title }}: {{ cents }}</p>{% endfor %}\n',
  'shop/migrations/0002_first_articles.py': `from django.db import migrations


def add(apps, schema_editor):
    apps.get_model('shop', 'Article').objects.create(title='Table', cents=19900)


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
`,
};

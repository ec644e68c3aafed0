/** A shop in Django, with SQLite. */
export const django = {
  'docker-compose.yml': `services:
  web:
    build: .
    init: true
    restart: unless-stopped
    environment:
      SECRET_KEY: not-a-secret
`,
  'dc.test.yml': `services:
  test:
    build: .
    command: python manage.py test
    environment:
      SECRET_KEY: not-a-secret
`,
  'dc.stage.yml': `services:
  web:
    ports: ['127.0.0.1:PORT:8000']
`,
  'countable.yml': 'health: {minutes: 0.5, path: /health}\n',
  Dockerfile: `FROM python:3.11-slim
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
CMD ["sh", "start.sh"]
`,
  'requirements.txt': 'django==4.2.16\nmarkdown==3.7\n',
  'start.sh':
    'set -e\npython manage.py migrate --verbosity 0\nexec python manage.py runserver --noreload 0.0.0.0:8000\n',
  'manage.py': `import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')
execute_from_command_line(sys.argv)
`,
  'shop/__init__.py': '',
  'shop/settings.py': `import os

SECRET_KEY = os.environ['SECRET_KEY']
ALLOWED_HOSTS = ['localhost', '127.0.0.1']
INSTALLED_APPS = ['shop']
ROOT_URLCONF = 'shop.urls'
DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': '/tmp/shop.sqlite3'}}
DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
`,
  'shop/urls.py': `from django.urls import path

from shop import views

urlpatterns = [path('health', views.health), path('', views.index)]
`,
  'shop/views.py': `from django.http import HttpResponse
from markdown import markdown

from shop.models import Article


def health(request):
    return HttpResponse('ok')


def index(request):
    return HttpResponse(markdown('\\n'.join(article.title for article in Article.objects.all())))
`,
  'shop/models.py': `from django.db import models


class Article(models.Model):
    title = models.CharField(max_length=200)
    cents = models.IntegerField()
`,
  'shop/migrations/__init__.py': '',
  'shop/migrations/0001_initial.py': `from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = []
    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200)),
                ('cents', models.IntegerField()),
            ],
        ),
    ]
`,
  'shop/pricing.py': `def with_tax(cents):
    return round(cents * 1.081)


def discounted(cents, percent):
    return cents - cents * percent // 100
`,
  'shop/tests.py': `from django.test import TestCase

from shop.models import Article
from shop.pricing import discounted, with_tax


class PricingTest(TestCase):
    def test_tax_is_added(self):
        self.assertEqual(with_tax(1000), 1081)

    def test_discount_is_taken_off(self):
        self.assertEqual(discounted(1000, 10), 900)


class IndexTest(TestCase):
    def test_titles_are_listed(self):
        Article.objects.create(title='Chair', cents=4900)
        self.assertContains(self.client.get('/'), 'Chair')
`,
};

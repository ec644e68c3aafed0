export const BASE = {
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

export const COVER_PAGE = {'README.md': ['Sells tea.', 'Sells tea and cups.']} as const;

/** unittest's own words, as unittest-xml-reporting keeps them. */
export const traceback = (frames: string, last: string) =>
  `Traceback (most recent call last):\n${frames}\n${last}\n`;

/** Four projects of a stranger, as they were when they were green. */

export const SHOES = {
  Dockerfile: `FROM node:20-slim
WORKDIR /app
COPY package.json ./
COPY src src
COPY test test
USER node
CMD ["node", "src/server.js"]
`,
  'README.md': `# Shop
`,
  'countable.yml': `name: strshop
health: {minutes: 1}
`,
  'dc.stage.yml': `services:
  web:
    ports: ["127.0.0.1:8732:3000"]
`,
  'dc.test.yml': `services:
  test:
    build: .
    command: npm test
    depends_on:
      db: {condition: service_healthy}
`,
  'docker-compose.yml': `services:
  db:
    image: postgres:15
    environment:
      POSTGRES_USER: shop
      POSTGRES_PASSWORD: \${DB_PASSWORD:-geheim-99}
    healthcheck:
      test: pg_isready -U shop -h 127.0.0.1
      interval: 1s
      retries: 30
    volumes: [data:/var/lib/postgresql/data]
  migrate:
    image: postgres:15
    entrypoint: /migrate.sh
    environment:
      PGPASSWORD: \${DB_PASSWORD:-geheim-99}
    volumes:
      - ./migrate.sh:/migrate.sh:ro
      - ./migrations:/migrations:ro
    depends_on:
      db: {condition: service_healthy}
  web:
    build: .
    environment:
      DB_HOST: db
    depends_on:
      migrate: {condition: service_completed_successfully}
    healthcheck:
      test: ["CMD", "node", "-e", "fetch('http://localhost:3000/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
      interval: 2s
      retries: 5
volumes:
  data:
`,
  'migrate.sh': `#!/bin/sh
set -e
for f in /migrations/*.sql; do
  echo "applying $f"
  psql -v ON_ERROR_STOP=1 -h db -U shop -d shop -f "$f"
done
`,
  'migrations/001_products.sql': `create table if not exists products (id serial primary key, name text not null);
`,
  'migrations/002_index.sql': `create index if not exists products_name on products (name);
`,
  'package.json': `{"name":"shop","version":"1.0.0","scripts":{"start":"node src/server.js","test":"node --test"}}
`,
  'src/config.js': `'use strict';
module.exports = {
  port: Number(process.env.PORT || 3000),
  dbHost: process.env.DB_HOST || 'db',
};
`,
  'src/price.js': `'use strict';

function net(cents, vat) {
  return Math.round(cents / (1 + vat));
}

function label(cents) {
  return (cents / 100).toFixed(2).replace('.', ',') + ' €';
}

module.exports = {net, label};
`,
  'src/server.js': `'use strict';
const http = require('node:http');
const net = require('node:net');
const {label} = require('./price');
const config = require('./config');

const server = http.createServer((req, res) => {
  if (req.url === '/health') {
    const wire = net.connect(5432, config.dbHost, () => { wire.end(); res.end('ok'); });
    wire.on('error', e => { console.error('database: ' + e.message); res.statusCode = 503; res.end('no'); });
    return;
  }
  res.end('Schuhe ' + label(4999));
});
server.listen(config.port, () => console.log('listening on ' + config.port));
`,
  'test/price.test.js': `'use strict';
const test = require('node:test');
const assert = require('node:assert');
const {net, label} = require('../src/price');

test('net of 19 %', () => assert.equal(net(11900, 0.19), 10000));
test('label is German', () => assert.equal(label(4999), '49,99 €'));
`,
};

export const BOARD = {
  '.env': `ROOT_PASSWORD=brett-2024-geheim
`,
  Dockerfile: `FROM python:3.11-slim
WORKDIR /srv
COPY web web
CMD ["python", "-u", "-m", "web.serve"]
`,
  'countable.yml': `name: strboard
health: {minutes: 1}
`,
  'dc.stage.yml': `services:
  web:
    ports: ["127.0.0.1:8734:8000"]
`,
  'dc.test.yml': `services:
  db:
    volumes: !override []
  test:
    image: mariadb:10.11
    command: /tests/run.sh
    environment: {MYSQL_PWD: "\${ROOT_PASSWORD}"}
    volumes: ["./tests:/tests:ro", "./sql:/sql:ro"]
    depends_on:
      db: {condition: service_healthy}
`,
  'docker-compose.yml': `services:
  db:
    image: mariadb:10.11
    environment:
      MARIADB_ROOT_PASSWORD: \${ROOT_PASSWORD}
      MARIADB_DATABASE: board
    volumes: ["./sql:/docker-entrypoint-initdb.d:ro"]
    healthcheck:
      test: mariadb-admin ping -h127.0.0.1 -uroot -p$$MARIADB_ROOT_PASSWORD
      interval: 2s
      retries: 20
  web:
    build: .
    environment:
      TITLE: \${TITLE:-Brett}
    depends_on:
      db: {condition: service_healthy}
    healthcheck:
      test: python -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/')"
      interval: 2s
      retries: 5
`,
  'sql/001.sql': `create table topics (id int primary key auto_increment, title varchar(80) not null);
insert into topics (title) values ('Hallo Österreich');
`,
  'tests/README': `<!-- -->
`,
  'tests/run.sh': `#!/bin/sh
set -e
mariadb -h db -uroot -p"$MYSQL_PWD" board < /sql/001.sql
n=$(mariadb -h db -uroot -p"$MYSQL_PWD" -N -e "select count(*) from topics" board)
[ "$n" = 1 ] || { echo "expected 1 topic, got $n" >&2; exit 1; }
echo "1 test passed"
`,
  'web/__init__.py': ``,
  'web/render.py': `def page(title):
    return "<h1 lang=de>" + title + "</h1>"
`,
  'web/serve.py': `import os
import http.server
from web.render import page

class H(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(page(os.environ["TITLE"]).encode())

if __name__ == "__main__":
    http.server.HTTPServer(("0.0.0.0", 8000), H).serve_forever()
`,
};

export const PAGES = {
  Dockerfile: `FROM busybox:1.35
WORKDIR /s
COPY . .
CMD ["sh", "build.sh"]
`,
  'build.sh': `#!/bin/sh
set -eu
mkdir -p /out
for f in content/*.txt; do
  echo "page $f"
  { cat theme/base.html; cat "$f"; } > /out/$(basename "$f" .txt).html
done
`,
  'check.sh': `#!/bin/sh
set -eu
sh build.sh
grep -q Willkommen /out/index.html
echo "ok 1 - index"
echo "1..1"
`,
  'content/impressum.txt': `Impressum
`,
  'content/index.txt': `Willkommen
`,
  'content/privacy.txt': `Datenschutz
`,
  'countable.yml': `name: strsite
health: {minutes: 1}
`,
  'dc.stage.yml': `services:
  lb:
    ports: ["127.0.0.1:8735:8080"]
`,
  'dc.test.yml': `services:
  test:
    build: .
    command: sh check.sh
`,
  'docker-compose.yml': `services:
  generate:
    build: .
    volumes: [pages:/out]
  www:
    image: nginx:1.22
    volumes: ["pages:/usr/share/nginx/html:ro"]
    depends_on:
      generate: {condition: service_completed_successfully}
  lb:
    image: haproxy:2.6
    volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro"]
    depends_on: [www]
volumes: {pages: {}}
`,
  'haproxy.cfg': `defaults
  mode http
  timeout connect 2s
  timeout client 10s
  timeout server 10s
frontend f
  bind :8080
  default_backend b
backend b
  server www www:80
`,
  'theme/base.html': `<html>{{ content }}</html>
`,
};

export const NOTES = {
  Dockerfile: `FROM python:3.11-slim
WORKDIR /srv
COPY . .
CMD ["python", "-m", "app"]
`,
  'README.md': `# Notes
`,
  'app/__init__.py': ``,
  'app/__main__.py': `from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from app.store import ask
from app.titles import title_of


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        ask("INCR visits")
        body = title_of("Grüße\\nan alle").encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)


print("ready", flush=True)
ThreadingHTTPServer(("", 8000), Page).serve_forever()
`,
  'app/store.py': `import os
import socket


def ask(command):
    """Sends one command to Redis and gives its answer."""
    host = os.environ.get("REDIS_HOST", "localhost")
    with socket.create_connection((host, 6379), 3) as wire:
        wire.sendall((command + "\\r\\n").encode())
        return wire.recv(4096).decode()
`,
  'app/titles.py': `def title_of(text):
    first = text.strip().split("\\n")[0]
    return first[:40] or "Ohne Titel"


def words(text):
    return len(text.split())
`,
  'countable.yml': `name: notes
health: {minutes: 1}
`,
  'dc.stage.yml': `services:
  proxy:
    ports: ["127.0.0.1:8731:80"]
`,
  'dc.test.yml': `services:
  test:
    build: .
    command: python -m unittest -v
    depends_on: [redis]
`,
  'docker-compose.yml': `services:
  web:
    build: .
    environment:
      REDIS_HOST: redis
    depends_on: [redis]
  redis:
    image: redis:7
  proxy:
    image: nginx:1.22
    depends_on: [web]
    volumes: ["./proxy.conf:/etc/nginx/conf.d/default.conf:ro"]
`,
  'proxy.conf': `server {
  listen 80;
  location / {
    proxy_pass http://web:8000;
  }
}
`,
  'tests/__init__.py': ``,
  'tests/test_titles.py': `import unittest

from app.titles import title_of


class Titles(unittest.TestCase):
    def test_first_line(self):
        self.assertEqual(title_of("Grüße\\nan alle"), "Grüße")

    def test_empty(self):
        self.assertEqual(title_of(""), "Ohne Titel")
`,
};

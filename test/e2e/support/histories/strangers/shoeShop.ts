/** A shop in Node with PostgreSQL, as it was when it was green. */
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
      test: [CMD, pg_isready, -U, shop, -h, 127.0.0.1]
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

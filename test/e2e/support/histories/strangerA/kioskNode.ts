/** A kiosk in Node with PostgreSQL, behind nginx, as it was when it was green. */
export const KIOSK = {
  Dockerfile: `FROM node:20-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY . .
USER node
CMD ["npm", "start"]
`,
  'README.md': `# Kiosk
`,
  'countable.yml': `name: kiosk
health: {minutes: 1}
`,
  'dc.stage.yml': `services:
  nginx:
    restart: unless-stopped
    ports: ["127.0.0.1:8751:80"]
  api:
    restart: unless-stopped
  db:
    restart: unless-stopped
`,
  'dc.test.yml': `services:
  test:
    build: .
    command: npm test
    environment:
      DATABASE_URL: postgres://kiosk:\${POSTGRES_PASSWORD:-gum}@db:5432/kiosk
    depends_on:
      migrate:
        condition: service_completed_successfully
`,
  'docker-compose.yml': `services:
  nginx:
    image: nginx:1.22
    volumes:
      - ./nginx/default.conf:/etc/nginx/conf.d/default.conf:ro
    depends_on:
      api:
        condition: service_healthy
  api:
    build: .
    environment:
      DATABASE_URL: postgres://kiosk:\${POSTGRES_PASSWORD:-gum}@db:5432/kiosk
      CURRENCY: EUR
    depends_on:
      migrate:
        condition: service_completed_successfully
    healthcheck:
      test: ["CMD", "node", "-e", "fetch('http://localhost:3000/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
      interval: 2s
      timeout: 5s
      retries: 5
  migrate:
    build: .
    command: npm run migrate
    environment:
      DATABASE_URL: postgres://kiosk:\${POSTGRES_PASSWORD:-gum}@db:5432/kiosk
    depends_on:
      db:
        condition: service_healthy
  db:
    image: postgres:15
    environment:
      POSTGRES_USER: kiosk
      POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:-gum}
    volumes:
      - pgdata:/var/lib/postgresql/data
    healthcheck:
      test: ["CMD", "pg_isready", "-U", "kiosk", "-h", "localhost"]
      interval: 1s
      retries: 40
volumes:
  pgdata:
`,
  'nginx/default.conf': `upstream api {
  server api:3000;
}
server {
  listen 80;
  location / {
    proxy_pass http://api;
    proxy_set_header Host $host;
  }
  location /nginx-health {
    return 200 "ok\\n";
  }
}
`,
  'package.json': `{
  "name": "kiosk",
  "version": "1.0.0",
  "private": true,
  "scripts": {
    "start": "node src/server.js",
    "migrate": "node src/migrate.js",
    "test": "node --test"
  },
  "dependencies": {
    "express": "4.18.2",
    "pg": "8.11.3"
  }
}
`,
  'src/app.js': `const fs = require('node:fs');
const path = require('node:path');
const express = require('express');
const db = require('./db');
const config = require('./config');

const app = express();
const page = fs.readFileSync(path.join(__dirname, '..', 'views', 'index.html'), 'utf8');

app.get('/healthz', async (req, res) => {
  await db.query('select 1');
  res.json({ok: true});
});

app.get('/', async (req, res, next) => {
  try {
    const {rows} = await db.query('select name, cents from products order by name');
    res.send(page.replace('{{products}}', rows.map(r => \`<li>\${r.name} \${r.cents / 100} \${config.currency}</li>\`).join('')));
  } catch (error) {
    next(error);
  }
});

app.get('*', (req, res) => res.status(404).send('Nothing here'));

module.exports = app;
`,
  'src/config.js': `module.exports = {
  port: Number(process.env.PORT || 3000),
  databaseUrl: process.env.DATABASE_URL,
  currency: process.env.CURRENCY || 'EUR',
};
`,
  'src/db.js': `const {Pool} = require('pg');
const config = require('./config');

module.exports = new Pool({connectionString: config.databaseUrl, max: 5});
`,
  'src/server.js': `const app = require('./app');
const config = require('./config');

app.listen(config.port, () => console.log(\`kiosk listens on \${config.port}\`));
`,
  'test/basket.test.js': `const test = require('node:test');
const assert = require('node:assert');
const {total, discount} = require('../src/basket');

test('total of a basket', () => {
  assert.strictEqual(total([{cents: 100, count: 2}, {cents: 50, count: 1}]), 250);
});

test('discount is rounded', () => {
  assert.strictEqual(discount(999, 10), 899);
});
`,
  'src/basket.js': `function total(items) {
  return items.reduce((sum, item) => sum + item.cents * item.count, 0);
}

function discount(cents, percent) {
  return cents - Math.round((cents * percent) / 100);
}

module.exports = {total, discount};
`,
  'views/index.html': `<!doctype html><title>Kiosk</title><h1>Kiosk</h1><ul>{{products}}</ul>
`,
  'package-lock.json': `{
  "name": "kiosk",
  "lockfileVersion": 3,
  "packages": {
    "node_modules/express": {
      "version": "4.18.2",
      "resolved": "https://registry.npmjs.org/express/-/express-4.18.2.tgz",
      "dependencies": {"path-to-regexp": "0.1.7"}
    },
    "node_modules/path-to-regexp": {
      "version": "0.1.7"
    },
    "node_modules/pg": {
      "version": "8.11.3"
    }
  }
}
`,
};

import {commit} from './history.ts';

export const SHOP = {
  'docker-compose.yml': `services:
  app:
    build: .
    ports: ["8080:3000"]
    environment:
      REDIS_HOST: cache
      TOKEN_URL: http://tokens
    depends_on: [cache, mysql]
  cache:
    image: redis:7
  mysql:
    image: mariadb:10.11
    environment:
      MARIADB_ROOT_PASSWORD: tea
  proxy:
    image: nginx:1.22
    volumes: ["./nginx/site.conf:/etc/nginx/conf.d/default.conf:ro"]
`,
  Dockerfile:
    'FROM node:20-slim\nWORKDIR /srv\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nCMD ["./start.sh"]\n',
  'start.sh': '#!/bin/sh\nset -e\nexec node dist/api.js\n',
  'package.json':
    '{\n  "name": "shop",\n  "dependencies": {\n    "koa": "2.15.3",\n    "ioredis": "5.4.1"\n  }\n}\n',
  'package-lock.json': '{\n  "lockfileVersion": 3,\n  "koa": "2.15.3",\n  "ioredis": "5.4.1"\n}\n',
  'src/api.ts': `import Koa from 'koa';
import {priceOf} from './prices';
import {nameOf} from './names';

const api = new Koa();

api.use(context => {
  const id = Number(context.query.id);
  context.body = {price: priceOf(id), name: nameOf(id)};
});

api.listen(3000);
`,
  'src/prices.ts': `const prices = new Map([[1, 300], [2, 900]]);

export const priceOf = (id: number): number => {
  const price = prices.get(id);
  if (price === undefined) throw new Error('no price of ' + id);
  return price;
};

export const withTax = (price: number): number => Math.round(price * 1.19);
`,
  'src/names.ts': `const names = new Map([[1, 'tea'], [2, 'cup']]);

export const nameOf = (id: number): string => names.get(id) ?? 'unknown';
`,
  'test/prices.test.ts': `import {priceOf, withTax} from '../src/prices';

test('knows a price', () => {
  expect(priceOf(1)).toBe(300);
});

test('adds the tax', () => {
  expect(withTax(100)).toBe(119);
});
`,
  'nginx/site.conf': 'server {\n  listen 80;\n  location / {\n    proxy_pass http://app:3000;\n  }\n}\n',
  'docs/readme.md': '# Shop\n',
};

export const DOCS = commit('linus', {'docs/readme.md': ['# Shop', '# The shop']});

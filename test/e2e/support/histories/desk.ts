export const BASE = {
  'README.md': '# Desk\n',
  'web/src/cart.js': `'use strict';

const sum = items => items.reduce((all, {price}) => all + price, 0);

function gross(items, rate = 19) {
  const net = sum(items);
  return Math.round(net * (100 + rate)) / 100;
}

function cheapest(items) {
  const sorted = [...items].sort((a, b) => a.price - b.price);
  return sorted[0];
}

module.exports = {sum, gross, cheapest};
`,
  'web/src/server.js': `'use strict';
const http = require('node:http');
const {gross, cheapest} = require('./cart');
const {connect} = require('./store');

const port = Number(process.env.PORT || 3000);

const server = http.createServer(async (request, response) => {
  const items = await connect().items();
  if (request.url === '/cheapest') return response.end(cheapest(items).name);
  response.end(String(gross(items)));
});

server.listen(port, () => console.log('listening on', port));
`,
  'web/src/store.js': `'use strict';

const url = process.env.DATABASE_URL;
if (!url) throw new Error('DATABASE_URL is not set');

exports.connect = () => ({
  items: async () => [{name: 'tea', price: 3}, {name: 'cup', price: 9}],
});
`,
  'web/test/cart.test.js': `const {gross, cheapest} = require('../src/cart');

const items = [{name: 'tea', price: 3}, {name: 'cup', price: 9}];

describe('cart', () => {
  it('adds the tax', () => {
    expect(gross(items)).toBe(14.28);
  });

  it('finds the cheapest', () => {
    expect(cheapest(items).name).toBe('tea');
  });
});
`,
  'web/package.json': `{
  "name": "desk",
  "dependencies": {
    "express": "4.21.0",
    "pg": "8.12.0"
  }
}
`,
  'web/package-lock.json': '{\n  "lockfileVersion": 3\n}\n',
  'web/Dockerfile': `FROM node:20-slim
WORKDIR /srv
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
CMD ["node", "src/server.js"]
`,
  'web/styles/desk.css': 'a { color: red }\n',
  'docker-compose.yml': `services:
  web:
    build: web
    environment:
      DATABASE_URL: postgres://db/desk
    depends_on: [db]
  db:
    image: postgres:15
`,
};

/** A site of Node alone, whose packages come from its lock file. */
export const node = {
  'docker-compose.yml': `services:
  web:
    build: .
    init: true
    restart: always
    environment:
      GREETING: Hello
`,
  'dc.test.yml': `services:
  test:
    build: .
    command: node --test --test-reporter spec
`,
  'dc.stage.yml': `services:
  web:
    ports: ['127.0.0.1:PORT:3000']
`,
  'countable.yml': 'health: {minutes: 0.5}\n',
  Dockerfile: `FROM node:20-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN chmod +x entrypoint.sh
ENTRYPOINT ["./entrypoint.sh"]
CMD ["node", "src/server.js"]
`,
  'entrypoint.sh': '#!/bin/sh\nset -e\nexec "$@"\n',
  'package.json': `{
  "name": "shop",
  "version": "1.0.0",
  "private": true
}
`,
  'package-lock.json': `{
  "name": "shop",
  "version": "1.0.0",
  "lockfileVersion": 3,
  "requires": true,
  "packages": {"": {"name": "shop", "version": "1.0.0"}}
}
`,
  'config/shop.json': '{\n  "name": "Shop",\n  "port": 3000\n}\n',
  'src/config.js': `const fs = require('node:fs');
const path = require('node:path');

exports.config = JSON.parse(fs.readFileSync(path.join(__dirname, '../config/shop.json'), 'utf8'));
`,
  'src/cart.js': `exports.total = items => items.reduce((sum, {cents, count}) => sum + cents * count, 0);

exports.shipping = cents => (cents >= 5000 ? 0 : 790);
`,
  'src/server.js': `const http = require('node:http');
const {config} = require('./config.js');
const {total} = require('./cart.js');

http
  .createServer((request, response) => {
    response.end(\`\${process.env.GREETING} \${config.name} \${total([])}\`);
  })
  .listen(config.port, () => console.log(\`listening on \${config.port}\`));
`,
  'test/cart.test.js': `const assert = require('node:assert');
const {test} = require('node:test');
const {shipping, total} = require('../src/cart.js');

test('adds up what is in the cart', () => {
  assert.strictEqual(total([{cents: 500, count: 2}, {cents: 250, count: 1}]), 1250);
});

test('ships for nothing from 50 on', () => {
  assert.strictEqual(shipping(5000), 0);
  assert.strictEqual(shipping(4999), 790);
});
`,
};

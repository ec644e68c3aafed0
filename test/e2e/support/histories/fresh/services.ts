import {commit, exited, failedTests, type History, notBuilt, testLog, unhealthy} from '../history.ts';

const BASE = {
  'docker-compose.yml': `services:
  shop:
    build: .
    ports: ["80:3000"]
    environment:
      SEARCH: http://search:9200
      NODE_OPTIONS: --max-old-space-size=512
  search:
    image: elasticsearch:8.15.0
    volumes: ["./search/elasticsearch.yml:/usr/share/elasticsearch/config/elasticsearch.yml:ro"]
  proxy:
    image: nginx:1.27
    volumes:
      - ./proxy/site.conf:/etc/nginx/conf.d/site.conf:ro
      - ./proxy/certs:/etc/nginx/certs:ro
`,
  'search/elasticsearch.yml': 'xpack.security.enabled: false\ncluster.name: shop\n',
  'proxy/site.conf':
    'server {\n  listen 443 ssl;\n  ssl_certificate /etc/nginx/certs/site.pem;\n  server_name shop;\n}\n',
  'proxy/certs/site.pem': 'x\n',
  Dockerfile: 'FROM node:22-slim\nWORKDIR /srv\nCOPY . .\nRUN npx vite build\nCMD ["./entrypoint.sh"]\n',
  'entrypoint.sh': `#!/bin/sh
if [ -z "$SEARCH" ]; then
  echo "no search"
fi
echo starting
exec node server.js
`,
  'server.js': `import {price} from './price.js';

const zone = 'UTC';
console.log(price(3), zone);
`,
  'price.js':
    "export const price = cents => {\n  return (cents / 100).toFixed(2);\n};\n\nexport const unit = 'EUR';\n",
  'components/Cart.vue':
    "<script setup>\nimport Price from './Price.vue';\nconst title = 'Cart';\n</script>\n",
  'components/Price.vue': '<template><b>{{ cents }}</b></template>\n',
  'price.test.js': `import {price} from './price.js';

test('shows a price', () => {
  expect(price(300)).toBe('3.00');
});
`,
};

export const FRESH_SERVICES: readonly History[] = [
  {
    name: 'a search engine does not know a setting of its file',
    base: BASE,
    commits: [
      commit('grace', {'docker-compose.yml': ['nginx:1.27', 'nginx:1.27.1']}),
      commit('ada', {'search/elasticsearch.yml': ['xpack.security.enabled', 'xpack.securty.enabled']}),
      commit('nour', {'server.js': ["'UTC'", "'CET'"]}),
    ],
    failure: exited(
      'search',
      `uncaught exception in thread [main]
java.lang.IllegalArgumentException: unknown setting [xpack.securty.enabled] did you mean [xpack.security.enabled]?
	at org.elasticsearch.common.settings.AbstractScopedSettings.validate(AbstractScopedSettings.java:606)`,
    ),
    culprit: 'ada',
  },
  {
    name: 'a folder is mounted elsewhere than the proxy looks for it',
    base: BASE,
    commits: [
      commit('grace', {'proxy/site.conf': ['server_name shop', 'server_name shop.example.org']}),
      commit('ada', {'docker-compose.yml': ['/etc/nginx/certs:ro', '/etc/nginx/ssl:ro']}),
      commit('nour', {'server.js': ["'UTC'", "'CET'"]}),
    ],
    failure: exited(
      'proxy',
      'nginx: [emerg] cannot load certificate "/etc/nginx/certs/site.pem": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory)',
    ),
    culprit: 'ada',
  },
  {
    name: 'the memory that Node may have was made less, its code was touched by another',
    base: BASE,
    commits: [
      commit('ada', {'docker-compose.yml': ['max-old-space-size=512', 'max-old-space-size=16']}),
      commit('grace', {'server.js': ["'UTC'", "'CET'"]}),
      commit('nour', {'price.js': ["'EUR'", "'CHF'"]}),
    ],
    failure: exited(
      'shop',
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
      134,
    ),
    culprit: 'ada',
  },
  {
    name: 'a script lost the end of a condition, another line was changed by another',
    base: BASE,
    commits: [
      commit('grace', {'entrypoint.sh': ['echo starting', 'echo "starting the shop"']}),
      commit('ada', {'entrypoint.sh': ['fi\n', '']}),
      commit('nour', {'price.js': ["'EUR'", "'CHF'"]}),
    ],
    failure: exited('shop', './entrypoint.sh: 6: Syntax error: end of file unexpected (expecting "fi")', 2),
    culprit: 'ada',
  },
  {
    name: 'vite does not find a component that was moved, its importer was touched by another',
    base: BASE,
    commits: [
      commit('grace', {'components/Cart.vue': ["'Cart'", "'Your cart'"]}),
      commit('ada', {'components/Price.vue => components/money/Price.vue': ['cents', 'cents']}),
      commit('nour', {'price.js': ["'EUR'", "'CHF'"]}),
    ],
    failure: notBuilt(
      'shop',
      '4/4] RUN npx vite build',
      `2.2 error during build:
2.2 Could not resolve "./Price.vue" from "components/Cart.vue"
2.2 file: /srv/components/Cart.vue
------
failed to solve: process "/bin/sh -c npx vite build" did not complete successfully: exit code: 1`,
    ),
    culprit: 'ada',
  },
  {
    name: 'a service of others does not answer in a test',
    base: BASE,
    commits: [
      commit('ada', {'server.js': ["'UTC'", "'CET'"]}),
      commit('grace', {'components/Cart.vue': ["'Cart'", "'Your cart'"]}),
    ],
    failure: testLog(
      'FAIL pay.test.js\n  ● pays\n    FetchError: request to https://api.stripe.com/v1/charges failed, reason: connect ETIMEDOUT 52.1.2.3:443',
    ),
    culprit: null,
  },
  {
    name: 'two have changed what one function gives',
    base: BASE,
    commits: [
      commit('ada', {'price.js': ['cents / 100', 'cents / 10']}),
      commit('grace', {'price.js': ['toFixed(2)', 'toFixed(3)']}),
    ],
    failure: failedTests({
      name: 'shows a price',
      message: "expect(received).toBe(expected)\nExpected: '3.00'\nReceived: '30.000'",
      details: 'Error: expect(received).toBe(expected)\n    at /srv/price.test.js:‹price.test.js|toBe›:22',
    }),
    culprit: null,
  },
  {
    name: 'a health check asks a path that went, the port was left alone',
    base: {
      ...BASE,
      'docker-compose.yml': BASE['docker-compose.yml'].replace(
        '    environment:\n      SEARCH',
        '    healthcheck:\n      test: wget -q -O- localhost:3000/health\n    environment:\n      SEARCH',
      ),
      'routes.js': "export const routes = {\n  '/health': () => 'ok',\n  '/cart': () => 'cart',\n};\n",
    },
    commits: [
      commit('grace', {'routes.js': ["'/cart': () => 'cart'", "'/cart': () => 'the cart'"]}),
      commit('ada', {'routes.js': ["  '/health': () => 'ok',\n", '']}),
      commit('nour', {'proxy/site.conf': ['server_name shop', 'server_name shop.example.org']}),
    ],
    failure: unhealthy('shop', 'wget: server returned error: HTTP/1.1 404 Not Found', 'GET /health 404'),
    culprit: 'ada',
  },
];

import {BOTH, DEPLOY, but, type Breakage, type Files} from '../breakage.ts';
import {django} from '../stacks/django.ts';
import {nginx} from '../stacks/nginx.ts';
import {node} from '../stacks/node.ts';

const inNode: readonly [Files, Files] = [
  {'src/cart.js': `${node['src/cart.js']}\nexports.isEmpty = items => items.length === 0;\n`},
  {'test/empty.test.js': "const {test} = require('node:test');\n\ntest('is empty', () => {});\n"},
];
const inDjango: readonly [Files, Files] = [
  {'shop/pricing.py': `${django['shop/pricing.py']}\n\ndef free():\n    return 0\n`},
  {'start.sh': `# How the shop starts.\n${django['start.sh']}`},
];
const inNginx: readonly [Files, Files] = [
  {'app/prices.py': `${nginx['app/prices.py']}\n\ndef free():\n    return shown(0)\n`},
  {'nginx.conf': `# The shop's door.\n${nginx['nginx.conf']}`},
];

/** In what Compose reads. */
export const composeBreakages: readonly Breakage[] = [
  {
    name: 'compose-no-health-check',
    stack: nginx,
    stage: BOTH,
    breaks: {
      'docker-compose.yml': but(
        nginx['docker-compose.yml'],
        'depends_on: [app]',
        'depends_on:\n      app: {condition: service_healthy}',
      ),
    },
    innocents: inNginx,
    says: /\bapp\b.*health ?check|health ?check.*\bapp\b/i,
    remedy: /healthcheck|service_started/,
  },
  {
    name: 'compose-secret-file',
    stack: node,
    stage: BOTH,
    breaks: {
      'docker-compose.yml': `${node['docker-compose.yml']}    secrets: [payment]\nsecrets:\n  payment: {file: ./secrets/payment.key}\n`,
      '.gitignore': 'secrets/\n',
    },
    innocents: inNode,
    says: /payment\.key/,
    remedy: /payment\.key/,
  },
  {
    name: 'compose-read-only',
    stack: django,
    stage: DEPLOY,
    breaks: {
      'docker-compose.yml': but(
        django['docker-compose.yml'],
        '    restart:',
        '    read_only: true\n    restart:',
      ),
    },
    innocents: inDjango,
    says: /read.only/i,
    remedy: /tmpfs|read_only/,
  },
  {
    name: 'compose-memory',
    stack: node,
    stage: DEPLOY,
    breaks: {'dc.stage.yml': `${node['dc.stage.yml']}    mem_limit: 8m\n    memswap_limit: 8m\n`},
    innocents: inNode,
    says: /memory/i,
    remedy: /mem_limit|memory/,
  },
  {
    name: 'compose-probe-port',
    stack: django,
    stage: DEPLOY,
    breaks: {
      'docker-compose.yml': `${django['docker-compose.yml']}    healthcheck:
      test: python -c "import urllib.request as r; r.urlopen('http://localhost:8080/health')"
      interval: 2s
      retries: 3
      start_period: 3s
`,
    },
    innocents: inDjango,
    says: /health check.*8080/,
    remedy: /8080/,
  },
  {
    name: 'compose-indentation',
    stack: node,
    stage: BOTH,
    breaks: {
      'docker-compose.yml': but(
        node['docker-compose.yml'],
        '    environment:\n      GREETING: Hello\n',
        '    environment:\n      GREETING: Hello\n      labels:\n        team: shop\n',
      ),
    },
    innocents: inNode,
    says: /environment\.labels|environment.*labels/,
    remedy: /labels|environment|indent/,
  },
  {
    name: 'compose-context',
    stack: node,
    stage: BOTH,
    breaks: {'docker-compose.yml': but(node['docker-compose.yml'], 'build: .', 'build: ./web')},
    innocents: inNode,
    says: /\bweb\b.*(not found|no such|does not exist|is not there|missing)/i,
    remedy: /build|context|\.\/web/,
  },
];

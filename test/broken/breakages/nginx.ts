import {DEPLOY, but, type Breakage} from '../breakage.ts';
import {nginx} from '../stacks/nginx.ts';

export const nginxBreakages: readonly Breakage[] = [
  {
    name: 'nginx-directive',
    stack: nginx,
    stage: DEPLOY,
    breaks: {'nginx.conf': but(nginx['nginx.conf'], 'proxy_pass', 'proxy_pas')},
    says: /proxy_pas/,
    remedy: /default\.conf:4/,
  },
  {
    name: 'nginx-upstream',
    stack: nginx,
    stage: DEPLOY,
    breaks: {'nginx.conf': but(nginx['nginx.conf'], 'http://app:8000', 'http://backend:8000')},
    says: /backend/,
    remedy: /backend|nginx\.conf/,
  },
  {
    name: 'nginx-other-port',
    stack: nginx,
    stage: DEPLOY,
    breaks: {'nginx.conf': but(nginx['nginx.conf'], 'app:8000', 'app:8080')},
    innocents: [
      {'app/prices.py': `${nginx['app/prices.py']}\n\ndef free():\n    return shown(0)\n`},
      {'app/app.py': `# The shop.\n${nginx['app/app.py']}`},
    ],
    says: /8080/,
    remedy: /8080|port/,
  },
  {
    name: 'nginx-broken-page',
    stack: nginx,
    stage: DEPLOY,
    breaks: {
      'app/app.py': but(nginx['app/app.py'], 'send_response(200)', 'send_response(int(shown(49, 0)))'),
    },
    innocents: [
      {'app/prices.py': `${nginx['app/prices.py']}\n\ndef free():\n    return shown(0)\n`},
      {'nginx.conf': but(nginx['nginx.conf'], 'listen 80;', 'listen 80;\n    server_tokens off;')},
    ],
    says: /takes 1 positional argument but 2/,
    remedy: /app\.py:8/,
  },
];

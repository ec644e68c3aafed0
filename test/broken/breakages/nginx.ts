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
];

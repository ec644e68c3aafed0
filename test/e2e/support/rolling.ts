import {readFileSync} from 'node:fs';
import path from 'node:path';
import {docker} from './projects.ts';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures/rolling');

export interface Shape {
  port: number;
  version: string;
  proxy?: keyof typeof PROXIES;
  /** How the application behaves: see the fixture. */
  kind?: string;
  isBroken?: boolean;
  /** The first lines of the proxy's configuration. */
  also?: string;
}

const NGINX =
  'server { listen 80; location / { proxy_pass http://web:8000; proxy_http_version 1.1; proxy_set_header Connection ""; } }\n';

const HAPROXY = `global
  stats socket /tmp/haproxy.sock mode 600 level admin
resolvers docker
  nameserver dns 127.0.0.11:53
  hold valid 1s
defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  timeout check 5s
frontend site
  bind :80
  default_backend site
backend site
  option httpchk GET /health
  server-template web 4 web:8000 check inter 1s resolvers docker init-addr none
`;

export const PROXIES = {
  'nginx-1.22': {image: 'nginx:1.22', at: '/etc/nginx/conf.d/default.conf', config: NGINX},
  'nginx-1.31': {
    image: 'nginx:1.31',
    at: '/etc/nginx/conf.d/default.conf',
    config: `keepalive_min_timeout 10s;\n${NGINX}`,
  },
  haproxy: {image: 'haproxy:2.6', at: '/usr/local/etc/haproxy/haproxy.cfg', config: HAPROXY},
} as const;

/** A site of an application behind a proxy, that counts the posts that it gets. */
export const rollingSite = ({
  port,
  version,
  proxy = 'nginx-1.31',
  kind = 'graceful',
  isBroken = false,
  also = '',
}: Shape) => {
  const {image, at, config} = PROXIES[proxy];
  // Without a Python of its own for each look, which is most of what a run of it costs.
  const check = String.raw`exec 3<>/dev/tcp/127.0.0.1/8000; printf 'GET /health HTTP/1.0\r\n\r\n' >&3; read -r said <&3; [[ $$said == *' 200 '* ]]`;
  return {
    'docker-compose.yml': JSON.stringify({
      services: {
        web: {
          image: 'python:3.11-slim',
          command: ['python', '-u', '/app.py'],
          environment: {KIND: kind, VERSION: version, ...(isBroken && {BROKEN: '1'})},
          volumes: ['./app.py:/app.py:ro', 'data:/data'],
          healthcheck: {test: ['CMD', 'bash', '-c', check], interval: '1s', timeout: '10s', retries: 10},
        },
        proxy: {
          image,
          user: 'root',
          volumes: [`./proxy.conf:${at}:ro`],
          ports: [`127.0.0.1:${port}:80`],
          depends_on: ['web'],
        },
      },
      volumes: {data: {}},
    }),
    'app.py': readFileSync(path.join(FIXTURES, 'app.py'), 'utf8'),
    'proxy.conf': `${also}${config}`,
    'dc.stage.yml': 'services: {}\n',
  };
};

/** Ids of posts, as often as the application has counted each. */
export const countedPosts = (container: string): string[] =>
  docker('exec', container, 'cat', '/data/posts').split('\n').filter(Boolean);

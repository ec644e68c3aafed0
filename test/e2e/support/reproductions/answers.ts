import {freePort} from '../deploys.ts';
import {deploying, type Reproducing} from './reproduction.ts';

const PYTHON = {image: 'python:3.11-slim', init: true};
const NGINX = {
  image: 'nginx:1.22',
  volumes: ['./site.conf:/etc/nginx/conf.d/default.conf:ro'],
  restart: 'no',
};

/** With a port of this service that is published. */
const published =
  (target: number, services: Record<string, object>, files: Readonly<Record<string, string>> = {}) =>
  async () => {
    const port = await freePort();
    return deploying(services, {
      'countable.yml': 'health: {minutes: 0.1, path: /}\n',
      'dc.stage.yml': `services:\n  web:\n    ports: ['127.0.0.1:${port}:${target}']\n`,
      ...files,
    })();
  };

const PROXY =
  'server {\n  listen 80;\n  location / { proxy_pass http://app:8000; proxy_read_timeout 1s; }\n}\n';

/** Takes requests, and does that instead of an answer. */
const listening = (does: string): string =>
  `import socket, time; server = socket.create_server(('', 8000))
while True:
    held, _ = server.accept(); held.recv(4096); ${does}`;

/** Sites that do not answer as they should. */
export const ANSWERS: readonly Reproducing[] = [
  {
    rule: 'no-answer',
    what: 'a server that listens to its own container alone',
    make: published(8000, {web: {...PYTHON, command: 'python -m http.server --bind 127.0.0.1 8000'}}),
  },
  {
    rule: 'no-answer',
    what: 'a server that listens at another port',
    make: published(8000, {web: {...PYTHON, command: 'python -m http.server 8001'}}),
  },
  {
    rule: 'no-answer',
    what: 'a program that listens nowhere',
    make: published(8000, {web: {...PYTHON, command: 'sleep 600'}}),
  },
  {
    rule: 'no-answer',
    what: 'a site that does not have the page',
    make: published(
      8000,
      {web: {...PYTHON, command: 'python -m http.server 8000'}},
      {'countable.yml': 'health: {minutes: 0.1, path: /healthz}\n'},
    ),
  },
  {
    rule: 'upstream-refuses',
    what: 'an upstream that listens at another port',
    make: published(
      80,
      {web: NGINX, app: {...PYTHON, command: 'python -m http.server 8000'}},
      {'site.conf': 'server {\n  listen 80;\n  location / { proxy_pass http://app:8080; }\n}\n'},
    ),
  },
  {
    rule: 'upstream-breaks-off',
    what: 'an upstream that hangs up without an answer',
    make: published(
      80,
      {web: NGINX, app: {...PYTHON, command: ['python', '-c', listening('held.close()')]}},
      {'site.conf': PROXY},
    ),
  },
  {
    rule: 'upstream-breaks-off',
    what: 'an upstream that does not answer in time',
    make: published(
      80,
      {web: NGINX, app: {...PYTHON, command: ['python', '-c', listening('time.sleep(600)')]}},
      {'site.conf': PROXY},
    ),
  },
  {
    rule: 'nginx-file-missing',
    what: 'a file that nginx is to include',
    make: deploying(
      {web: NGINX},
      {'site.conf': 'server {\n  listen 80;\n  include /etc/nginx/snippets/tls.conf;\n}\n'},
    ),
  },
  {
    rule: 'nginx-file-missing',
    what: 'a root of nginx that is not there',
    make: published(80, {web: NGINX}, {'site.conf': 'server {\n  listen 80;\n  root /srv/site;\n}\n'}),
  },
  {
    rule: 'nginx-file-missing',
    what: 'a root of nginx without a page',
    make: published(80, {web: NGINX}, {'site.conf': 'server {\n  listen 80;\n  root /etc/nginx;\n}\n'}),
  },
];

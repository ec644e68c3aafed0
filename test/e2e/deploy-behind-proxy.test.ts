import assert from 'node:assert/strict';
import {deploy, deployable, type DeployProject, freePort} from './support/deploys.ts';

const APP = `from http.server import BaseHTTPRequestHandler, HTTPServer

class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        raise KeyError("price of " + self.path)

HTTPServer(("", 8000), Page).serve_forever()
`;
const PROXIES = {
  haproxy: {
    image: 'haproxy:2.6',
    at: '/usr/local/etc/haproxy/haproxy.cfg',
    config:
      'defaults\n  mode http\n  timeout connect 2s\n  timeout client 9s\n  timeout server 9s\nfrontend f\n  bind :80\n  default_backend b\nbackend b\n  server web web:8000\n',
  },
} as const;

describe('a site behind a proxy that breaks at every request', () => {
  let project: DeployProject;

  afterEach(() => {
    project.remove();
  });

  for (const [name, {image, at, config}] of Object.entries(PROXIES)) {
    it(`is told by its own exception, where the proxy is ${name}`, async () => {
      const port = await freePort();
      project = deployable({
        'docker-compose.yml': JSON.stringify({
          services: {
            web: {
              image: 'python:3.11-slim',
              init: true,
              command: 'python /app.py',
              volumes: ['./app.py:/app.py:ro'],
            },
            proxy: {
              image,
              user: 'root',
              volumes: [`./proxy.conf:${at}:ro`],
              ports: [`127.0.0.1:${port}:80`],
              depends_on: ['web'],
            },
          },
        }),
        'app.py': APP,
        'proxy.conf': config,
        'dc.stage.yml': 'services: {}\n',
        'countable.yml': 'health: {settle: 2, minutes: 0.3}\n',
      });
      const {result, stderr} = await deploy(project);
      assert.equal(result.error?.code, 'NO_ANSWER', stderr);
      assert.match(stderr, /why +web fails: KeyError: 'price of \/' \(\/app\.py:5\)/);
    });
  }
});

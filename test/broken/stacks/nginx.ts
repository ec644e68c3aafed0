/** nginx before a worker of Python. */
export const nginx = {
  'docker-compose.yml': `services:
  app:
    image: python:3.11-slim
    init: true
    command: python /app/app.py
    volumes: ['./app:/app:ro']
  proxy:
    image: nginx:1.22
    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']
    depends_on: [app]
`,
  'dc.test.yml': `services:
  test:
    image: python:3.11-slim
    command: python -m unittest discover -s /app -v
    volumes: ['./app:/app:ro']
    environment: {PYTHONDONTWRITEBYTECODE: '1'}
`,
  'dc.stage.yml': `services:
  proxy:
    ports: ['127.0.0.1:PORT:80']
`,
  'countable.yml': 'health: {minutes: 0.5}\n',
  'nginx.conf': `server {
    listen 80;
    location / {
        proxy_pass http://app:8000;
    }
}
`,
  'app/app.py': `from http.server import BaseHTTPRequestHandler, HTTPServer

from prices import shown


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(shown(4900).encode())


if __name__ == '__main__':
    HTTPServer(('0.0.0.0', 8000), Handler).serve_forever()
`,
  'app/prices.py': `def shown(cents):
    return f'{cents // 100}.{cents % 100:02d}'
`,
  'app/test_prices.py': `import unittest

from prices import shown


class PricesTest(unittest.TestCase):
    def test_has_two_decimals(self):
        self.assertEqual(shown(4905), '49.05')
`,
};

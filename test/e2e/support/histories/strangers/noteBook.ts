/** Notes in Python with Redis, behind nginx, as it was when it was green. */
export const NOTES = {
  Dockerfile: `FROM python:3.11-slim
WORKDIR /srv
COPY . .
CMD ["python", "-m", "app"]
`,
  'README.md': `# Notes
`,
  'app/__init__.py': ``,
  'app/__main__.py': `from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from app.store import ask
from app.titles import title_of


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        ask("INCR visits")
        body = title_of("Grüße\\nan alle").encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)


print("ready", flush=True)
ThreadingHTTPServer(("", 8000), Page).serve_forever()
`,
  'app/store.py': `import os
import socket


def ask(command):
    """Sends one command to Redis and gives its answer."""
    host = os.environ.get("REDIS_HOST", "localhost")
    with socket.create_connection((host, 6379), 3) as wire:
        wire.sendall((command + "\\r\\n").encode())
        return wire.recv(4096).decode()
`,
  'app/titles.py': `def title_of(text):
    first = text.strip().split("\\n")[0]
    return first[:40] or "Ohne Titel"


def words(text):
    return len(text.split())
`,
  'countable.yml': `name: notes
health: {minutes: 1}
`,
  'dc.stage.yml': `services:
  proxy:
    ports: ["127.0.0.1:8731:80"]
`,
  'dc.test.yml': `services:
  test:
    build: .
    command: python -m unittest -v
    depends_on: [redis]
`,
  'docker-compose.yml': `services:
  web:
    build: .
    environment:
      REDIS_HOST: redis
    depends_on: [redis]
  redis:
    image: redis:7
  proxy:
    image: nginx:1.22
    depends_on: [web]
    volumes: ["./proxy.conf:/etc/nginx/conf.d/default.conf:ro"]
`,
  'proxy.conf': `server {
  listen 80;
  location / {
    proxy_pass http://web:8000;
  }
}
`,
  'tests/__init__.py': ``,
  'tests/test_titles.py': `import unittest

from app.titles import title_of


class Titles(unittest.TestCase):
    def test_first_line(self):
        self.assertEqual(title_of("Grüße\\nan alle"), "Grüße")

    def test_empty(self):
        self.assertEqual(title_of(""), "Ohne Titel")
`,
};

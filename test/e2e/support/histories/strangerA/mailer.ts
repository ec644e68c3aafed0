/** A mailer in Python with Redis, as it was when it was green. */
export const MAILER = {
  Dockerfile: `FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements.txt .
RUN pip install -q -r requirements.txt
COPY . .
CMD ["python", "-m", "mailer.worker"]
`,
  'README.md': `# Mailer
`,
  'countable.yml': `name: mailer
health: {minutes: 1, settle: 8}
`,
  'dc.stage.yml': `services:
  queue:
    restart: always
  worker:
    restart: always
  api:
    restart: always
    ports: ["127.0.0.1:8753:8000"]
`,
  'dc.test.yml': `services:
  test:
    build: .
    command: python -m unittest -v
    environment:
      REDIS_URL: redis://queue:6379/0
    depends_on: [queue]
`,
  'docker-compose.yml': `x-app: &app
  build: .
  environment:
    REDIS_URL: redis://queue:6379/0
    QUEUE: mails
  depends_on:
    queue:
      condition: service_healthy
services:
  queue:
    image: redis:7
    healthcheck:
      test: ["CMD", "redis-cli", "ping"]
      interval: 1s
      retries: 20
  worker:
    <<: *app
    healthcheck:
      test: ["CMD-SHELL", "find /tmp/alive -newermt '-15 seconds' | grep -q ."]
      interval: 3s
      timeout: 5s
      retries: 4
  api:
    <<: *app
    command: python -m mailer.api
`,
  'mailer/__init__.py': ``,
  'mailer/api.py': `import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import redis

from mailer import settings

queue = redis.Redis.from_url(settings.REDIS_URL, decode_responses=True)


class Api(BaseHTTPRequestHandler):
    def do_GET(self):
        waiting = queue.llen(settings.QUEUE)
        body = json.dumps({"waiting": waiting}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    print("api on 8000", flush=True)
    ThreadingHTTPServer(("0.0.0.0", 8000), Api).serve_forever()
`,
  'mailer/render.py': `from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent.parent / "templates"


def render(name, **fields):
    return Template((FOLDER / f"{name}.txt").read_text()).substitute(fields)


def greeting(name):
    return f"Hello {name.strip().title()}"
`,
  'mailer/settings.py': `import os

REDIS_URL = os.environ["REDIS_URL"]
QUEUE = os.environ.get("QUEUE", "mails")
SENDER = os.environ.get("SENDER", "post@example.org")
`,
  'mailer/worker.py': `import json
import logging
import pathlib

import redis

from mailer import settings
from mailer.render import greeting, render

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
log = logging.getLogger("worker")


def handle(raw):
    job = json.loads(raw)
    return render("welcome", greeting=greeting(job["name"]), sender=settings.SENDER)


def main():
    queue = redis.Redis.from_url(settings.REDIS_URL, decode_responses=True)
    queue.ping()
    log.info("waiting for jobs in %s", settings.QUEUE)
    queue.rpush(settings.QUEUE, json.dumps({"name": "first of this release"}))
    while True:
        pathlib.Path("/tmp/alive").touch()
        job = queue.blpop(settings.QUEUE, timeout=2)
        if job:
            log.info("sent %r", handle(job[1]))


if __name__ == "__main__":
    main()
`,
  'requirements.txt': `redis==5.0.1
`,
  'templates/welcome.txt': `$greeting,

welcome on board!

$sender
`,
  'tests/__init__.py': ``,
  'tests/test_render.py': `import unittest

from mailer.render import greeting, render


class RenderTest(unittest.TestCase):
    def test_greeting(self):
        self.assertEqual(greeting(" ada lovelace "), "Hello Ada Lovelace")

    def test_welcome(self):
        self.assertIn("welcome on board", render("welcome", greeting="Hi", sender="x@y"))


class WorkerTest(unittest.TestCase):
    def test_handle(self):
        from mailer.worker import handle

        self.assertTrue(handle('{"name": "bob"}').startswith("Hello Bob,"))
`,
};

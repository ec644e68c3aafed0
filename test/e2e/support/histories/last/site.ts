export const BASE = {
  'docker-compose.yml': `services:
  site:
    build: site
    ports: ["8000:8000"]
    environment:
      QUEUE: redis://queue:6379
      LANGUAGE_CODE: de
    depends_on: [queue, mongo]
  queue:
    image: redis:7
  mongo:
    image: mongo:7
    environment:
      MONGO_INITDB_ROOT_USERNAME: site
      MONGO_INITDB_ROOT_PASSWORD: \${MONGO_PASSWORD}
`,
  '.env': 'MONGO_PASSWORD=tea\nDEBUG=0\n',
  'site/Dockerfile':
    'FROM python:3.12-slim\nWORKDIR /site\nRUN apt-get update && apt-get install -y libmagic1 gettext\nCOPY . .\nRUN pip install -r requirements.txt\n',
  'site/requirements.txt': 'fastapi==0.115.0\npython-magic==0.4.27\nuvicorn==0.30.0\n',
  'site/app/main.py': `from fastapi import FastAPI

from app.files import kind
from app.pages import titles

app = FastAPI()


@app.get("/health")
def health():
    return {"ok": True}


@app.get("/titles")
def all_titles():
    return titles(["a", "b"])
`,
  'site/app/files.py': `import magic


def kind(data):
    return magic.from_buffer(data)


def size(data):
    return len(data)
`,
  'site/app/pages.py': `import json
from pathlib import Path

RULES = json.loads(Path("app/rules.json").read_text())


def titles(names):
    return [clean(name) for name in names]


def clean(name):
    return name.strip().capitalize()


def first(names):
    return titles(names)[0]
`,
  'site/app/rules.json': '{"longest": 80}\n',
  'site/tests/test_pages.py': `from app.pages import first, titles


def test_titles():
    assert titles([" tea"]) == ["Tea"]


def test_first():
    assert first(["tea", "cup"]) == "Tea"
`,
  'README.md': '# Site\n',
};

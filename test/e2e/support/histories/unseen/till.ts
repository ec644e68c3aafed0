/** The project as it was when it was green. */
export const TILL = {
  'docker-compose.yml': `services:
  web:
    build: web
    ports: ["8080:8000"]
    mem_limit: 512m
    environment:
      TITLE: Till
      WORKERS: "2"
    depends_on: [cache]
  cache:
    image: redis:7
  front:
    image: nginx:1.22
    volumes: ["./front/site.conf:/etc/nginx/conf.d/default.conf"]
`,
  'dc.test.yml': 'services:\n  test:\n    build: web\n    command: pytest\n',
  'web/Dockerfile':
    'FROM python:3.11-slim\nWORKDIR /app\nCOPY . .\nRUN chmod +x run.sh\nUSER 1000\nENTRYPOINT ["./run.sh"]\n',
  'web/run.sh': '#!/bin/sh\nset -e\nexport MODE=fast\nexec python app.py\n',
  'web/app.py':
    'import os\n\ntitle = os.environ["TITLE"]\n\n\ndef page():\n    return title\n\n\ndef pages():\n    return [page()]\n',
  'front/site.conf': 'server {\n  listen 80;\n  location / { proxy_pass http://web:8000; }\n}\n',
  'migrations/env.py': 'print("alembic")\n',
  'migrations/versions/1a_first.py': 'revision = "1a"\ndown_revision = None\n',
  'migrations/versions/2b_second.py': 'revision = "2b"\ndown_revision = "1a"\n',
  'README.md': '# Till\n',
};

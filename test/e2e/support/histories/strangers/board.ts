/** A board in Python with MariaDB, as it was when it was green. */
export const BOARD = {
  '.env': `ROOT_PASSWORD=brett-2024-geheim
`,
  Dockerfile: `FROM python:3.11-slim
WORKDIR /srv
COPY web web
CMD ["python", "-u", "-m", "web.serve"]
`,
  'countable.yml': `name: strboard
health: {minutes: 1}
`,
  'dc.stage.yml': `services:
  web:
    ports: ["127.0.0.1:8734:8000"]
`,
  'dc.test.yml': `services:
  db:
    volumes: !override []
  test:
    image: mariadb:10.11
    command: /tests/run.sh
    environment: {MYSQL_PWD: "\${ROOT_PASSWORD}"}
    volumes: ["./tests:/tests:ro", "./sql:/sql:ro"]
    depends_on:
      db: {condition: service_healthy}
`,
  'docker-compose.yml': `services:
  db:
    image: mariadb:10.11
    environment:
      MARIADB_ROOT_PASSWORD: \${ROOT_PASSWORD}
      MARIADB_DATABASE: board
    volumes: ["./sql:/docker-entrypoint-initdb.d:ro"]
    healthcheck:
      test: [CMD, mariadb-admin, ping, -h127.0.0.1]
      interval: 2s
      retries: 20
  web:
    build: .
    environment:
      TITLE: \${TITLE:-Brett}
    depends_on:
      db: {condition: service_healthy}
    healthcheck:
      test: python -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/')"
      interval: 2s
      retries: 5
`,
  'sql/001.sql': `create table topics (id int primary key auto_increment, title varchar(80) not null);
insert into topics (title) values ('Hallo Österreich');
`,
  'tests/README': `<!-- -->
`,
  'tests/run.sh': `#!/bin/sh
set -e
mariadb -h db -uroot -p"$MYSQL_PWD" board < /sql/001.sql
n=$(mariadb -h db -uroot -p"$MYSQL_PWD" -N -e "select count(*) from topics" board)
[ "$n" = 1 ] || { echo "expected 1 topic, got $n" >&2; exit 1; }
echo "1 test passed"
`,
  'web/__init__.py': ``,
  'web/render.py': `def page(title):
    return "<h1 lang=de>" + title + "</h1>"
`,
  'web/serve.py': `import os
import http.server
from web.render import page

class H(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(page(os.environ["TITLE"]).encode())

if __name__ == "__main__":
    http.server.HTTPServer(("0.0.0.0", 8000), H).serve_forever()
`,
};

/** Pages made by a shell, behind HAProxy, as it was when it was green. */
export const PAGES = {
  Dockerfile: `FROM busybox:1.35
WORKDIR /s
COPY . .
CMD ["sh", "build.sh"]
`,
  'build.sh': `#!/bin/sh
set -eu
mkdir -p /out
for f in content/*.txt; do
  echo "page $f"
  { cat theme/base.html; cat "$f"; } > /out/$(basename "$f" .txt).html
done
`,
  'check.sh': `#!/bin/sh
set -eu
sh build.sh
grep -q Willkommen /out/index.html
echo "ok 1 - index"
echo "1..1"
`,
  'content/impressum.txt': `Impressum
`,
  'content/index.txt': `Willkommen
`,
  'content/privacy.txt': `Datenschutz
`,
  'countable.yml': `name: strsite
health: {minutes: 1}
`,
  'dc.stage.yml': `services:
  lb:
    ports: ["127.0.0.1:8735:8080"]
`,
  'dc.test.yml': `services:
  test:
    build: .
    command: sh check.sh
`,
  'docker-compose.yml': `services:
  generate:
    build: .
    volumes: [pages:/out]
  www:
    image: nginx:1.22
    volumes: ["pages:/usr/share/nginx/html:ro"]
    depends_on:
      generate: {condition: service_completed_successfully}
  lb:
    image: haproxy:2.6
    volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro"]
    depends_on: [www]
volumes: {pages: {}}
`,
  'haproxy.cfg': `defaults
  mode http
  timeout connect 2s
  timeout client 10s
  timeout server 10s
frontend f
  bind :8080
  default_backend b
backend b
  server www www:80
`,
  'theme/base.html': `<html>{{ content }}</html>
`,
};

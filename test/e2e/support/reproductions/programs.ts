import {building, deploying, mounted, type Reproducing, testing} from './reproduction.ts';

/** What keeps programs from starting, and what ends them. */
export const PROGRAMS: readonly Reproducing[] = [
  {
    rule: 'not-executable',
    what: 'a script that nobody may execute',
    make: deploying(
      {web: {build: '.'}},
      {
        Dockerfile:
          'FROM busybox:1.35\nCOPY start.sh /start.sh\nRUN chmod 644 /start.sh\nCMD ["/start.sh"]\n',
        'start.sh': '#!/bin/sh\nsleep 600\n',
      },
    ),
  },
  {
    rule: 'not-executable',
    what: 'a script that a shell may not execute',
    make: testing('debian:bookworm-slim', 'printf "#!/bin/sh\\n" > /run.sh; /run.sh'),
  },
  {
    rule: 'windows-line-ends',
    what: 'a start script with Windows line ends',
    make: deploying(
      {web: {build: '.'}},
      {
        Dockerfile: 'FROM busybox:1.35\nCOPY --chmod=755 start.sh /start.sh\nCMD ["/start.sh"]\n',
        'start.sh': '#!/bin/sh\r\nsleep 600\r\n',
      },
    ),
  },
  {
    rule: 'windows-line-ends',
    what: 'an interpreter whose name ends with a carriage return',
    make: building(
      'FROM python:3.11-slim\nCOPY --chmod=755 manage.py /manage.py\nCMD ["sh", "-c", "/manage.py"]\n',
      {'manage.py': '#!/usr/bin/env python3\r\nprint(1)\r\n'},
    ),
  },
  {
    rule: 'windows-line-ends',
    what: 'a shell that is given a script with Windows line ends',
    make: building('FROM debian:bookworm-slim\nCOPY test.sh /test.sh\nCMD ["bash", "/test.sh"]\n', {
      'test.sh': 'set -e\r\necho tests\r\n',
    }),
  },
  {
    rule: 'exec-format',
    what: 'a script without its first line',
    make: deploying(
      {web: {build: '.'}},
      {
        Dockerfile: 'FROM busybox:1.35\nCOPY --chmod=755 start.sh /start.sh\nCMD ["/start.sh"]\n',
        'start.sh': 'sleep 600\n',
      },
    ),
  },
  {
    rule: 'command-not-found',
    what: 'a command that the image does not have',
    make: deploying({web: {image: 'python:3.11-slim', command: ['gunicorn', 'shop.wsgi']}}),
  },
  {
    rule: 'command-not-found',
    what: 'a command that a shell does not find',
    make: testing('debian:bookworm-slim', 'curl -f http://web/'),
  },
  {
    rule: 'command-not-found',
    what: 'a command that bash does not find',
    make: testing('debian:bookworm-slim', 'bash -c "jq . x.json"'),
  },
  {
    rule: 'command-not-found',
    what: 'a command that busybox does not find',
    make: testing('busybox:1.35', 'pytest'),
  },
  {
    rule: 'command-not-found',
    what: 'a health check whose command the image does not have',
    make: deploying({
      web: {
        image: 'nginx:1.22',
        healthcheck: {test: ['CMD', 'healthz', 'http://localhost/'], interval: '1s', retries: 2},
      },
    }),
  },
  {
    rule: 'command-not-found',
    what: 'a health check whose shell does not find its command',
    make: deploying({
      web: {
        image: 'python:3.11-slim',
        init: true,
        command: 'python -m http.server 8000',
        healthcheck: {test: 'curl -f http://localhost:8000/', interval: '1s', retries: 2},
      },
    }),
  },
  {
    rule: 'health-check-refused',
    what: 'a health check that asks a port where nothing listens',
    make: deploying({
      web: {
        image: 'nginx:1.22',
        healthcheck: {test: 'curl -f http://localhost:8000/', interval: '1s', retries: 2},
      },
    }),
  },
  {
    rule: 'health-check-refused',
    what: 'a health check with wget that asks a port where nothing listens',
    make: deploying({
      web: {
        image: 'busybox:1.35',
        init: true,
        command: 'httpd -f -p 80',
        healthcheck: {test: 'wget -q -O- http://127.0.0.1:3000/', interval: '1s', retries: 2},
      },
    }),
  },
  {
    rule: 'python-module-missing',
    what: 'a Python module that is not installed',
    make: deploying({web: {image: 'python:3.11-slim', command: 'python -c "import django"'}}),
  },
  {
    rule: 'python-name-missing',
    what: 'a Python name that its module does not have',
    make: testing('python:3.11-slim', `python -c "from os import nonsense"`),
  },
  {
    rule: 'node-module-missing',
    what: 'a Node package that is not installed',
    make: deploying({web: {image: 'node:20-slim', command: ['node', '-e', 'require("express")']}}),
  },
  {
    rule: 'node-module-missing',
    what: 'a Node package that an ES module does not find',
    make: mounted('node:20-slim', 'node server.mjs', {'code/server.mjs': 'import express from "express";\n'}),
  },
  {
    rule: 'node-module-missing',
    what: 'a file of the project that Node does not find',
    make: mounted('node:20-slim', 'node server.js', {'code/server.js': 'require("./lib/cart");\n'}),
  },
  {
    rule: 'node-old-openssl',
    what: 'a hash that OpenSSL 3 does not have',
    make: testing('node:20-slim', `node -e "require('crypto').createHash('md4')"`),
  },
  {
    rule: 'permission-denied',
    what: 'a volume that belongs to root',
    make: testing('node:20-slim', `node -e "require('fs').mkdirSync('/data/uploads')"`, {
      user: 'node',
      tmpfs: ['/data:mode=755'],
    }),
  },
  {
    rule: 'permission-denied',
    what: 'a file that Python may not write',
    make: testing('python:3.11-slim', `python -c "open('/srv/report.txt', 'w')"`, {user: '1000'}),
  },
  {
    rule: 'permission-denied',
    what: 'a folder that a shell may not make',
    make: testing('debian:bookworm-slim', 'mkdir /srv/static', {user: '1000'}),
  },
  {
    rule: 'permission-denied',
    what: 'a cache that nginx may not make',
    make: deploying({web: {image: 'nginx:1.22', user: '1000'}}),
  },
  {
    rule: 'read-only',
    what: 'a container whose file system is read-only',
    make: testing('python:3.11-slim', `python -c "open('/srv/report.txt', 'w')"`, {read_only: true}),
  },
  {
    rule: 'read-only',
    what: 'a mount that is read-only',
    make: () => ({
      files: {
        'data/x': '1',
        'docker-compose.yml': JSON.stringify({
          services: {
            test: {
              image: 'node:20-slim',
              command: ['node', '-e', "require('fs').writeFileSync('/data/y', '')"],
              volumes: ['./data:/data:ro'],
            },
          },
        }),
      },
    }),
  },
  {
    rule: 'file-missing',
    what: 'a file that Python does not find',
    make: testing('python:3.11-slim', `python -c "open('/app/config.json')"`),
  },
  {
    rule: 'file-missing',
    what: 'a file that Node does not find',
    make: testing('node:20-slim', `node -e "require('fs').readFileSync('/app/config.json')"`),
  },
  {
    rule: 'python-syntax',
    what: 'a Python file that cannot be read',
    make: mounted('python:3.11-slim', 'python shop.py', {'code/shop.py': 'def price(:\n    pass\n'}),
  },
  {
    rule: 'javascript-syntax',
    what: 'a JavaScript file that cannot be read',
    make: mounted('node:20-slim', 'node shop.js', {'code/shop.js': 'const price = {;\n'}),
  },
  {
    rule: 'heap-full',
    what: 'a heap that is full',
    make: testing(
      'node:20-slim',
      'node --max-old-space-size=30 -e "const all = []; for (;;) all.push(Array(1000).fill(Math.random()))"',
    ),
  },
  {
    rule: 'open-files',
    what: 'a program with too many open files',
    make: testing('node:20-slim', `node -e "for (;;) require('fs').openSync('/etc/hostname')"`, {
      ulimits: {nofile: 64},
    }),
  },
  {
    rule: 'shared-memory-full',
    what: 'shared memory that is full',
    make: testing('python:3.11-slim', `python -c "open('/dev/shm/x', 'wb').write(bytes(1 << 20))"`, {
      shm_size: '64k',
    }),
  },
  {
    rule: 'crashed',
    what: 'a program that ends by a segmentation fault',
    make: deploying({
      web: {
        image: 'python:3.11-slim',
        command: ['python', '-c', 'import ctypes; ctypes.string_at(0)'],
        restart: 'no',
      },
    }),
  },
  {
    rule: 'killed',
    what: 'a service that something kills',
    make: deploying({
      web: {image: 'busybox:1.35', command: ['sh', '-c', 'kill -9 $$$$'], init: true, restart: 'no'},
    }),
  },
  {
    rule: 'said-nothing',
    what: 'a service that ends without a word',
    make: deploying({web: {image: 'busybox:1.35', command: ['sh', '-c', 'exit 4'], restart: 'no'}}),
  },
  {
    rule: 'address-forbidden',
    what: 'a port that only root may listen at',
    make: testing('python:3.11-slim', 'python -m http.server 80', {
      user: '1000',
      sysctls: {'net.ipv4.ip_unprivileged_port_start': '1024'},
    }),
  },
  {
    rule: 'certificate-untrusted',
    what: 'a certificate that nobody has signed',
    make: () => ({
      files: {
        ...mounted(
          'node:20',
          `openssl req -x509 -newkey rsa:2048 -nodes -keyout /tmp/k -out /tmp/c -subj /CN=localhost 2>/dev/null; node server.js`,
          {
            'code/server.js':
              "const tls = require('tls'), fs = require('fs');\ntls.createServer({key: fs.readFileSync('/tmp/k'), cert: fs.readFileSync('/tmp/c')}).listen(8443, () => tls.connect({port: 8443, host: 'localhost'}));\n",
          },
        )().files,
      },
    }),
  },
];

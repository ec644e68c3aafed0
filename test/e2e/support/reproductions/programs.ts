import {building, deploying, mounted, type Reproducing, testing} from './reproduction.ts';

/** What keeps programs from starting. */
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
    make: deploying(
      {
        web: {
          image: 'nginx:1.22',
          healthcheck: {test: ['CMD', 'healthz', 'http://localhost/'], interval: '1s', retries: 1},
        },
      },
      {'countable.yml': 'health: {minutes: 0.2}\n'},
    ),
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
];

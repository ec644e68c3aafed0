import {building, deploying, type Reproducing, testing} from './reproduction.ts';
import {BUNDLER, PHP} from './sources.ts';

/** What is started and is not there, or is not to be run. */
export const STARTS: readonly Reproducing[] = [
  {
    rule: 'program-file-missing',
    what: 'a program that Python does not find',
    make: deploying({web: {image: 'python:3.11-slim', command: 'python /app/sever.py'}}),
  },
  {
    rule: 'program-file-missing',
    what: 'a script that a shell does not find',
    make: testing('debian:bookworm-slim', 'sh /app/strat.sh'),
  },
  {
    rule: 'program-file-missing',
    what: 'a script that bash does not find',
    make: testing('debian:bookworm-slim', 'bash /app/strat.sh'),
  },
  {
    rule: 'program-file-missing',
    what: 'a program that PHP does not find',
    make: building(PHP, {}, {command: 'php sever.php'}),
  },
  {
    rule: 'program-file-missing',
    what: 'a program that Ruby does not find',
    make: building(BUNDLER, {}, {command: 'ruby sever.rb'}),
  },
  {
    rule: 'node-module-missing',
    what: 'a program that Node does not find',
    make: deploying({web: {image: 'node:20-slim', command: 'node /app/sever.js'}}),
  },
  {
    rule: 'command-not-found',
    what: 'a command that a script is to become',
    make: deploying(
      {web: {build: '.', restart: 'always'}},
      {
        Dockerfile: 'FROM debian:bookworm-slim\nCOPY start.sh /start.sh\nCMD ["sh", "/start.sh"]\n',
        'start.sh': 'set -e\nexec gunicorn shop.wsgi\n',
      },
    ),
  },
  {
    rule: 'command-not-found',
    what: 'a command that bash is to become',
    make: testing('debian:bookworm-slim', 'bash -c "exec gunicorn shop.wsgi"'),
  },
  {
    rule: 'command-not-found',
    what: 'a command that an init process does not find',
    make: deploying({
      web: {image: 'debian:bookworm-slim', init: true, restart: 'always', command: 'gunicorn shop.wsgi'},
    }),
  },
  {
    rule: 'command-not-found',
    what: 'a command that Node does not find',
    make: testing('node:20-slim', `node -e "require('node:child_process').spawn('ffmpeg')"`),
  },
  {
    rule: 'command-not-found',
    what: 'an interpreter that env does not find',
    make: building('FROM debian:bookworm-slim\nCOPY --chmod=755 run /run-it\nCMD ["sh", "-c", "/run-it"]\n', {
      run: '#!/usr/bin/env node\n',
    }),
  },
  {
    rule: 'not-executable',
    what: 'a script that an init process may not execute',
    make: deploying(
      {web: {build: '.', init: true, restart: 'always'}},
      {
        Dockerfile:
          'FROM debian:bookworm-slim\nCOPY --chmod=644 start.sh /app/start.sh\nWORKDIR /app\nCMD ["./start.sh"]\n',
        'start.sh': '#!/bin/sh\nsleep 600\n',
      },
    ),
  },
  {
    rule: 'not-executable',
    what: 'a script that a shell is to become and may not execute',
    make: testing('debian:bookworm-slim', 'printf "#!/bin/sh\\n" > /run.sh; exec /run.sh'),
  },
  {
    rule: 'exec-format',
    what: 'a script in its own folder without its first line',
    make: building(
      'FROM debian:bookworm-slim\nWORKDIR /app\nCOPY --chmod=755 start.sh ./\nCMD ["./start.sh"]\n',
      {
        'start.sh': '\n#!/bin/sh\nsleep 600\n',
      },
    ),
  },
];

import {commit, exited, notBuilt, unhealthy, type History} from '../history.ts';
import {TILL} from './till.ts';

export const IMAGES: readonly History[] = [
  {
    name: 'an image that there is not',
    base: TILL,
    commits: [
      commit('nour', {'web/app.py': ['return title', 'return title.upper()']}),
      commit('ada', {'docker-compose.yml': ['redis:7', 'redis:77']}),
      commit('grace', {'docker-compose.yml': ['nginx:1.22', 'nginx:1.23']}),
    ],
    failure: {
      code: 'REGISTRY_UNREACHABLE',
      message: 'The image redis:77 cannot be pulled.',
      where: 'redis:77',
      evidence: {
        log: {source: 'docker compose up', lines: ['manifest for redis:77 not found: manifest unknown']},
      },
    },
    culprit: 'ada',
  },
  {
    name: 'a port is published that the program does not listen at',
    base: TILL,
    commits: [
      commit('grace', {'front/site.conf': ['listen 80;', 'listen 80;\n  server_name till;']}),
      commit('ada', {'docker-compose.yml': ['8080:8000', '8080:80']}),
      commit('nour', {'docker-compose.yml': ['redis:7', 'redis:7.2']}),
    ],
    failure: {
      code: 'NO_ANSWER',
      message: 'The service web does not answer at http://127.0.0.1:8080/.',
      where: 'service web',
      evidence: {services: [{service: 'web', state: 'running'}], paths: ['web', 'web/Dockerfile']},
    },
    culprit: 'ada',
  },
  {
    name: 'alembic has two heads',
    base: TILL,
    commits: [
      commit('nour', {'web/app.py': ['return title', 'return title.upper()']}),
      commit('grace', {'docker-compose.yml': ['WORKERS: "2"', 'WORKERS: "3"']}),
      commit('ada', {'migrations/versions/2c_third.py': 'revision = "2c"\ndown_revision = "1a"\n'}),
    ],
    failure: exited(
      'web',
      "ERROR [alembic.util.messaging] Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads\nFAILED: Multiple head revisions are present for given argument 'head'",
    ),
    culprit: 'ada',
  },
  {
    name: 'a Dockerfile has a word that there is not',
    base: TILL,
    commits: [
      commit('grace', {'web/run.sh': ['MODE=fast', 'MODE=slow']}),
      commit('nour', {'web/Dockerfile': ['USER 1000', 'USER 1001']}),
      commit('ada', {'web/Dockerfile': ['WORKDIR /app', 'WORKDIRR /app']}),
    ],
    failure: notBuilt(
      'web',
      '',
      `Dockerfile:‹web/Dockerfile|WORKDIRR›
--------------------
   1 |     FROM python:3.11-slim
   2 | >>> WORKDIRR /app
--------------------
failed to solve: dockerfile parse error on line 2: unknown instruction: WORKDIRR (did you mean WORKDIR?)`,
    ),
    culprit: 'ada',
  },
  {
    name: 'a health check fails, and what the service is made of was changed by one alone',
    base: TILL,
    commits: [
      commit('grace', {'README.md': ['# Till', '# The till']}),
      commit('ada', {'web/run.sh': ['exec python app.py', 'exec sleep infinity']}),
      commit('nour', {'docker-compose.yml': ['nginx:1.22', 'nginx:1.23']}),
    ],
    failure: {
      ...unhealthy('web', 'curl: (7) Failed to connect to localhost port 8000'),
      evidence: {
        ...unhealthy('web', 'curl: (7) Failed to connect to localhost port 8000').evidence,
        paths: ['web', 'web/Dockerfile'],
      },
    },
    culprit: 'ada',
  },
  {
    name: 'a registry does not answer',
    base: TILL,
    commits: [
      commit('grace', {'docker-compose.yml': ['redis:7', 'redis:7.2']}),
      commit('ada', {'web/app.py': ['return title', 'return ""']}),
    ],
    failure: {
      code: 'REGISTRY_UNREACHABLE',
      message: 'The image registry did not answer: TLS handshake timeout.',
      evidence: {log: {source: 'docker compose build', lines: ['net/http: TLS handshake timeout']}},
    },
    culprit: null,
  },
  {
    name: 'a download in a build fails because DNS does',
    base: TILL,
    commits: [
      commit('ada', {'web/Dockerfile': ['WORKDIR /app', 'WORKDIR /srv']}),
      commit('nour', {'web/run.sh': ['MODE=fast', 'MODE=slow']}),
    ],
    failure: notBuilt(
      'web',
      '4/5] RUN apt-get update',
      `1.0 Err:1 http://deb.debian.org/debian bookworm InRelease
1.0   Temporary failure resolving 'deb.debian.org'
failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100`,
    ),
    culprit: null,
  },
  {
    name: 'a port is held by another program',
    base: TILL,
    commits: [
      commit('grace', {'web/app.py': ['return title', 'return ""']}),
      commit('ada', {'web/run.sh': ['MODE=fast', 'MODE=slow']}),
    ],
    failure: {
      code: 'PORT_TAKEN',
      message: 'The port 8080 is already in use on this host.',
      where: 'port 8080',
      evidence: {},
    },
    culprit: null,
  },
];

import {building, type Reproducing} from './reproduction.ts';

/** What keeps packages from being had. */
export const INDEXES: readonly Reproducing[] = [
  {
    rule: 'package-index-down',
    what: 'an index of Python packages that does not answer',
    make: building(
      `FROM python:3.11-slim\nRUN pip install --retries 1 --timeout 2 -i http://127.0.0.1:9/simple six\n`,
    ),
  },
  {
    rule: 'package-index-down',
    what: 'an npm registry that does not answer',
    make: building(
      `FROM node:20-slim\nWORKDIR /app\nRUN npm install --fetch-retries 0 --registry http://127.0.0.2:9 left-pad@1.3.0\n`,
    ),
  },
  {
    rule: 'package-index-down',
    what: 'Debian packages from where nothing answers',
    make: building(
      'FROM debian:bookworm-slim\nRUN rm -rf /etc/apt/sources.list.d && echo deb http://127.0.0.1:9 bookworm main > /etc/apt/sources.list && apt-get -o APT::Update::Error-Mode=any update\n',
    ),
  },
];

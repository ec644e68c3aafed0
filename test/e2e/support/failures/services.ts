import type {RequestListener} from 'node:http';
import {flood} from '../strayServers.ts';
import type {Row} from './row.ts';
import {breaking, json, open, page, status} from './servers.ts';

const sentry = (what: string, listener: RequestListener | string, ...codes: Row['codes']): Row => ({
  what: `Sentry ${what}`,
  words: ['sentry'],
  inProcess: true,
  env: async () => ({
    SENTRY_AUTH_TOKEN: 'token',
    SENTRY_ORG: 'acme',
    SENTRY_TEAM: 'web',
    SENTRY_URL: typeof listener === 'string' ? listener : await open(listener),
  }),
  codes,
});
const jenkins = (what: string, listener: RequestListener | string, ...codes: Row['codes']): Row => ({
  what: `Jenkins ${what}`,
  words: ['jenkins', 'jobs'],
  inProcess: true,
  env: async () => ({
    JENKINS_USER_ID: 'ada',
    JENKINS_API_TOKEN: 'token',
    JENKINS_URL: typeof listener === 'string' ? listener : await open(listener),
  }),
  codes,
});
export const serviceRows: readonly Row[] = [
  sentry('is a host that nobody knows', 'https://sentry.invalid', 'ADDRESS_UNKNOWN'),
  sentry('does not listen', 'http://127.0.0.1:2', 'SERVICE_UNREACHABLE'),
  sentry('is in trouble', status(503), 'SERVICE_UNREACHABLE'),
  sentry('is a page', page, 'NOT_THE_SERVICE'),
  sentry('breaks off', breaking, 'ANSWER_BROKEN'),
  sentry('answers with half of it', json('{"slug": "sho'), 'ANSWER_BROKEN'),
  sentry('answers with nothing at all', json('null'), 'ANSWER_BROKEN', 'SENTRY_ORGANIZATION_UNKNOWN'),
  sentry('answers with a map of nothing', json('{}'), 'ANSWER_BROKEN'),
  sentry('answers with a list of nothing', json('[]'), 'ANSWER_BROKEN'),
  sentry(
    'answers with things of other kinds',
    json('{"slug": 5, "id": {}, "name": [], "links": 7, "teams": null}'),
    'ANSWER_BROKEN',
  ),
  sentry('answers with a list', json('[1, null]'), 'ANSWER_BROKEN'),
  sentry('answers without an end', flood, 'NOT_THE_SERVICE'),
  sentry('asks to wait for long', status(429, {'Retry-After': '600'}), 'SERVICE_BUSY'),
  sentry('does not know the token', status(401), 'TOKEN_REFUSED'),
  sentry('sends on in a circle', status(302, {Location: '/'}), 'NOT_THE_SERVICE'),
  {
    ...sentry('is not asked with a token of two lines', page, 'TOKEN_REFUSED'),
    env: async () => ({
      SENTRY_AUTH_TOKEN: 'a\nb',
      SENTRY_ORG: 'acme',
      SENTRY_TEAM: 'web',
      SENTRY_URL: await open(page),
    }),
  },
  jenkins('is a page', page, 'NOT_THE_SERVICE'),
  jenkins('gives nothing for a crumb', json('null'), 'ANSWER_BROKEN'),
  jenkins(
    'has jobs that are no XML',
    (request, response) => {
      if (request.url?.includes('crumb')) json('{"crumbRequestField": "c", "crumb": "1"}')(request, response);
      else response.writeHead(200, {'X-Jenkins': '2.4'}).end(`${'<a>'.repeat(300)}${'</a>'.repeat(300)}`);
    },
    'ANSWER_BROKEN',
  ),
  jenkins(
    'has jobs that are JSON',
    (request, response) => {
      json(request.url?.includes('crumb') ? '{"crumbRequestField": "c", "crumb": "1"}' : '{"a": 1}')(
        request,
        response,
      );
    },
    'ANSWER_BROKEN',
    'JENKINS_OTHER_KIND',
    'passed',
  ),
  jenkins('does not listen', 'http://127.0.0.1:2', 'SERVICE_UNREACHABLE'),
  {
    what: 'jobs are to be written below a file',
    words: ['jenkins', 'jobs', '--files', 'docker-compose.yml'],
    codes: ['NOT_WRITABLE'],
  },
  {
    what: 'a credential is to come from a folder',
    words: ['jenkins', 'credentials', '--set', 'countable-slack-token', '--from', '.'],
    codes: ['BAD_ARGUMENT'],
  },
  {
    what: 'a credential is to come from what has no end',
    words: ['jenkins', 'credentials', '--set', 'countable-slack-token', '--from', '/dev/zero'],
    codes: ['BAD_ARGUMENT'],
  },
  {
    what: 'a pipeline finds no git',
    words: ['pipeline', '--branch', 'develop'],
    only: [],
    codes: ['GIT_MISSING'],
  },
  {
    what: 'a pipeline finds no docker',
    words: ['pipeline', '--branch', 'develop'],
    only: ['git', 'sh'],
    codes: ['DOCKER_MISSING'],
  },
  {
    what: 'a pipeline finds no engine',
    words: ['pipeline', '--branch', 'develop'],
    env: () => ({DOCKER_HOST: 'unix:///nowhere/docker.sock'}),
    codes: ['DOCKER_DOWN'],
  },
  {
    what: 'help is asked of what is not there',
    words: ['help', 'nothing'],
    codes: ['UNKNOWN_VERB', 'BAD_ARGUMENT'],
  },
  {
    what: 'completion is asked for a shell that is not known',
    words: ['completion', 'tcsh'],
    codes: ['BAD_ARGUMENT'],
  },
];

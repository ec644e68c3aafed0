import {commit, type History, notBuilt} from '../history.ts';
import {KIOSK} from './base.ts';

/** What is the machine's or the net's, beside what looks so and is somebody's. */
export const KIOSK_MACHINE: readonly History[] = [
  {
    name: "a port is held by a container of nobody's, and another port's line was touched by nobody",
    base: KIOSK,
    commits: [
      commit('grace', {'docker-compose.yml': ['MAIL_HOST: post', 'MAIL_HOST: post\n      TAX: "7"']}),
      commit('nour', {'.env': ['CURRENCY=EUR', 'CURRENCY=CHF']}),
    ],
    failure: {
      code: 'PORT_TAKEN',
      message: 'The port 8470 that till is to publish is in use by the container squatter.',
      where: 'port 8470',
    },
    culprit: null,
    nobody: true,
  },
  {
    name: 'a port was moved, in the file of variables, onto one that another project has',
    base: KIOSK,
    commits: [
      commit('grace', {'.env': ['CURRENCY=EUR', 'CURRENCY=CHF']}),
      commit('ada', {'.env': ['TILL_PORT=8470', 'TILL_PORT=8080']}),
      commit('nour', {'till/app.rb': ["'up'", "'Up'"]}),
    ],
    failure: {
      code: 'PORT_TAKEN',
      message: 'The port 8080 that till is to publish is in use by the container wiki-stage-web-1.',
      where: 'port 8080',
    },
    culprit: 'ada',
  },
  {
    name: 'the index of gems does not answer, and a gem was pinned anew',
    base: KIOSK,
    commits: [
      commit('grace', {
        'till/Gemfile': ["'puma', '6.4.2'", "'puma', '6.4.3'"],
        'till/Gemfile.lock': ['puma (6.4.2)', 'puma (6.4.3)'],
      }),
      commit('nour', {'till/Dockerfile': ['WORKDIR /till', 'LABEL of=till\nWORKDIR /till']}),
    ],
    failure: notBuilt(
      'till',
      '4/5] RUN bundle install',
      `#8 [till 4/5] RUN bundle install
#8 12.1 Fetching source index from https://rubygems.org/
#8 41.3 Retrying fetcher due to error (2/4): Bundler::HTTPError Could not fetch specs from https://rubygems.org/ due to underlying error <Net::OpenTimeout: Failed to open TCP connection to rubygems.org:443 (execution expired)>
#8 ERROR: process "/bin/sh -c bundle install" did not complete successfully: exit code: 17
failed to solve: process "/bin/sh -c bundle install" did not complete successfully: exit code: 17`,
    ),
    culprit: null,
    nobody: true,
  },
  {
    name: 'the registry allows no more pulls, and the file that names the image was touched elsewhere',
    base: KIOSK,
    commits: [
      commit('grace', {'sorter/Dockerfile': ['WORKDIR /sorter', 'ENV CGO_ENABLED=0\nWORKDIR /sorter']}),
      commit('nour', {'sorter/main.go': ['"sorting"', '"sorting:"']}),
    ],
    failure: {
      code: 'REGISTRY_UNREACHABLE',
      message:
        'The image registry did not answer: toomanyrequests: You have reached your unauthenticated pull rate limit.',
      evidence: {
        log: {
          source: 'docker compose build',
          lines: [
            '#3 [sorter internal] load metadata for docker.io/library/golang:1.22-bookworm',
            '#3 ERROR: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
            'failed to solve: golang:1.22-bookworm: toomanyrequests: You have reached your unauthenticated pull rate limit.',
          ],
        },
      },
    },
    culprit: null,
    nobody: true,
  },
  {
    name: 'a registry was written wrong, whose name nobody knows',
    base: KIOSK,
    commits: [
      commit('grace', {'sorter/Dockerfile': ['WORKDIR /sorter', 'ENV CGO_ENABLED=0\nWORKDIR /sorter']}),
      commit('ada', {'till/Dockerfile': ['FROM ruby:3.3-slim', 'FROM registry.exmaple.org/ruby:3.3-slim']}),
      commit('nour', {'README.md': ['# Kiosk', '# The kiosk']}),
    ],
    failure: {
      code: 'REGISTRY_UNREACHABLE',
      message:
        'The image registry did not answer: dial tcp: lookup registry.exmaple.org on 10.0.0.2:53: no such host.',
      evidence: {
        log: {
          source: 'docker compose build',
          lines: [
            '#3 [till internal] load metadata for registry.exmaple.org/ruby:3.3-slim',
            '#3 ERROR: failed to do request: Head "https://registry.exmaple.org/v2/ruby/manifests/3.3-slim": dial tcp: lookup registry.exmaple.org on 10.0.0.2:53: no such host',
          ],
        },
      },
    },
    culprit: 'ada',
  },
];

import {BOTH, DEPLOY, but, type Breakage, type Files} from '../breakage.ts';
import {ruby} from '../stacks/ruby.ts';

const inRuby: readonly [Files, Files] = [
  {'lib/counter.rb': `# Counts visits.\n${ruby['lib/counter.rb']}`},
  {'server.rb': `# The door.\n${ruby['server.rb']}`},
];

export const rubyBreakages: readonly Breakage[] = [
  {
    name: 'ruby-nil',
    stack: ruby,
    stage: BOTH,
    breaks: {
      'lib/counter.rb': but(
        ruby['lib/counter.rb'],
        '"#{page.capitalize}: #{visits}"',
        '"#{page.capitalise}: #{visits}"',
      ),
    },
    says: /capitalise/,
    remedy: /lib\/counter\.rb|test/i,
  },
  {
    name: 'ruby-no-gem',
    stack: ruby,
    stage: BOTH,
    breaks: {Dockerfile: but(ruby.Dockerfile, ' ruby-redis', '')},
    says: /redis/,
    remedy: /redis/,
  },
  {
    name: 'redis-password',
    stack: ruby,
    stage: BOTH,
    breaks: {'redis.conf': `${ruby['redis.conf']}requirepass not-a-secret\n`},
    says: /NOAUTH|password|authenticat/i,
    remedy: /REDIS_URL|password/i,
  },
  {
    name: 'redis-memory',
    stack: ruby,
    stage: BOTH,
    breaks: {'redis.conf': `${ruby['redis.conf']}maxmemory 256kb\n`},
    innocents: inRuby,
    says: /full.*maxmemory/,
    remedy: /maxmemory/,
  },
  {
    name: 'redis-address',
    stack: ruby,
    stage: DEPLOY,
    breaks: {
      'docker-compose.yml': but(ruby['docker-compose.yml'], 'redis://redis:6379/0', 'http://redis:6379/0'),
    },
    innocents: inRuby,
    says: /http:.*redis:/,
    remedy: /redis:\/\//,
  },
];

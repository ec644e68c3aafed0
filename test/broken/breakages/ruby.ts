import {BOTH, DEPLOY, but, type Breakage, type Files} from '../breakage.ts';
import {bundled, ruby} from '../stacks/ruby.ts';

const aroundCounter: readonly [Files, Files] = [
  {'server.rb': `# Counts who looks.\n${ruby['server.rb']}`},
  {'test/counter_test.rb': `${ruby['test/counter_test.rb']}\n# More to come.\n`},
];
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
    name: 'ruby-own-file',
    stack: ruby,
    stage: BOTH,
    breaks: {
      'lib/counter.rb': `require_relative 'label'\n${ruby['lib/counter.rb']}`,
      'lib/labels.rb': 'module Label\nend\n',
    },
    innocents: aroundCounter,
    says: /lib\/label\b/,
    remedy: /label/,
  },
  {
    name: 'ruby-arguments',
    stack: ruby,
    stage: BOTH,
    breaks: {
      'lib/counter.rb': but(ruby['lib/counter.rb'], 'label(page, visits)', 'label(page, visits, unit)'),
    },
    innocents: aroundCounter,
    says: /given 2, expected 3/,
    remedy: /counter\.rb|server\.rb|test/,
  },
  {
    name: 'ruby-package',
    stack: ruby,
    stage: BOTH,
    breaks: {
      Dockerfile: but(
        ruby.Dockerfile,
        'install -y --no-install-recommends ruby ruby-redis ruby-minitest',
        'install -y --no-install-recommends \\\n  ruby ruby-redis \\\n  ruby-minitset',
      ),
    },
    says: /no package ruby-minitset .*\(Dockerfile:4\)/,
    remedy: /ruby-minitset/,
  },
  {
    name: 'ruby-bundle',
    stack: bundled,
    stage: BOTH,
    breaks: {Gemfile: but(bundled.Gemfile, "gem 'redis'", "gem 'redis', '~> 5.0'")},
    says: /redis/,
    remedy: /redis|Gemfile/,
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

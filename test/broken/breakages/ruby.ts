import {BOTH, but, type Breakage} from '../breakage.ts';
import {ruby} from '../stacks/ruby.ts';

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
];

import type {Rule} from '../rule.ts';
import {secretFileOf} from '../../words.ts';

export const addressScheme: Rule = {
  name: 'address-scheme',

  patterns: [
    /\binvalid uri scheme '(?<scheme>[^']*)'/,
    /\bRedis URL must specify one of the following schemes/,
    /\bMongoParseError: Invalid scheme, expected/,
    /\bInvalid URI scheme: URI must begin with 'mongodb:/,
  ],
  sentence: ({groups: {scheme}, line = '', service = 'The program'}) =>
    scheme
      ? `${service} is given an address that begins with ${scheme}:// instead of ${wantedBy(line)}://.`
      : `${service} is given an address that does not begin with ${wantedBy(line)}://.`,
  remedy: ({line = '', service = 'the service', about}) => {
    const secretFile = secretFileOf(about);
    const [variable, example] = EXAMPLES[wantedBy(line)];
    return `Write it as in ${example}; it usually stands in ${variable}, under \`environment:\` of ${service}${secretFile === undefined ? '' : ` or in ${secretFile}`}.`;
  },
};

type Wanted = 'mongodb' | 'redis';

const wantedBy = (line: string): Wanted => (/mongo/i.test(line) ? 'mongodb' : 'redis');

const EXAMPLES: Readonly<Record<Wanted, readonly [string, string]>> = {
  mongodb: ['MONGODB_URI or MONGO_URL', 'mongodb://mongo:27017/shop'],
  redis: ['REDIS_URL', 'redis://redis:6379/0'],
};

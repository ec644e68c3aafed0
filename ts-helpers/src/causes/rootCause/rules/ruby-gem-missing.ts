import {inOwnPlace} from '../own.ts';
import type {Rule, Seen} from '../rule.ts';

export const rubyGemMissing: Rule = {
  name: 'ruby-gem-missing',

  patterns: [
    /cannot load such file -- (?<name>[\w/.-]+)/,
    /Could not find (?<gem>[\w.-]+(?:, [\w.-]+)*) in (?:any of the sources|locally installed gems|cached gems)/,
    /Could not find gem '(?<gem>[^']+)'/,
  ],
  lacks: ({groups: {name}}) => (name === undefined ? [] : [{kind: 'ruby', name}]),
  sentence: ({groups: {name, gem}, service}) => {
    const where = service === undefined ? '' : ` in ${service}`;
    if (gem !== undefined) return `Bundler does not find the gem ${gem}${where}.`;
    return isPath(name)
      ? `The file ${name} is not in ${service ?? 'the container'}.`
      : `Ruby does not find ${name}${where}.`;
  },
  remedy: seen => {
    const {name = '', gem} = seen.groups;
    if (gem !== undefined)
      return `Correct it in the Gemfile${thereIs(seen)}, run bundle install, commit Gemfile.lock, and let the Dockerfile run bundle install after it copies both.`;
    return isPath(name)
      ? `Correct the name${inOwnPlace(seen)}, or commit ${name.endsWith('.rb') ? name : `${name}.rb`}, spelled alike (Linux tells capitals apart) and not left out by .dockerignore.`
      : `Add its gem to the Gemfile (${name.split('/', 1)[0]}), run bundle install, commit Gemfile.lock, and let the Dockerfile run bundle install. Where it is a file of the project, correct its name${inOwnPlace(seen)}.`;
  },
};

const isPath = (name = ''): boolean => /^\.{0,2}\//.test(name);

/** The versions that Bundler has instead. */
const thereIs = ({lines}: Seen): string => {
  const from = lines.findLastIndex(line => line.includes('contains the following gems matching'));
  const there = lines
    .slice(from + 1)
    .flatMap(line => /\* (?<gem>[\w.-]+-\d[\w.]*)$/.exec(line)?.groups?.['gem'] ?? []);
  return from === -1 || there.length === 0 ? '' : ` (there is ${[...new Set(there)].slice(0, 3).join(', ')})`;
};

import type {Rule} from '../rule.ts';

export const rubyGemMissing: Rule = {
  name: 'ruby-gem-missing',

  patterns: [
    /cannot load such file -- (?<name>[\w/.-]+)/,
    /Could not find (?<name>[\w.-]+) in (?:any of the sources|locally installed gems|cached gems)/,
    /Could not find gem '(?<name>[^']+)'/,
  ],
  sentence: ({groups: {name = ''}, service}) =>
    `Ruby does not find ${name}${service === undefined ? '' : ` in ${service}`}.`,
  remedy: ({groups: {name = ''}}) =>
    `Add its gem to the Gemfile (${name.split('/', 1)[0]}), run bundle install, commit Gemfile.lock, and let the Dockerfile run bundle install.`,
};

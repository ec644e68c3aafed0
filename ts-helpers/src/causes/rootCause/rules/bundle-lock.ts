import type {Rule} from '../rule.ts';

export const bundleLock: Rule = {
  name: 'bundle-lock',

  patterns: [
    /The dependencies in your gemfile changed/,
    /You are trying to install in deployment mode after changing/,
    /The gemspecs for path gems changed/,
    /deployment setting requires a (?:Gemfile\.)?lock/,
  ],
  sentence: 'Gemfile.lock does not fit the Gemfile.',
  remedy: 'Run bundle install, and commit Gemfile.lock together with the Gemfile.',
};

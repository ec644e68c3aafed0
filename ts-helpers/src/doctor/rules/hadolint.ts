import type {Rule} from '../plan/rule.ts';

export const hadolint: Rule = {
  code: 'hadolint',
  severity: 'warning',
  title: 'hadolint has something against a Dockerfile',
  why: 'It knows what makes images large, slow to build and different from day to day. It is asked where it is installed, and nothing is missing where it is not.',
  mend: 'Its wiki says of each code what to do: https://github.com/hadolint/hadolint/wiki. A comment, `# hadolint ignore=DL3008`, leaves one out.',
  // Its infos and styles are a matter of taste. And a machine that has it is to fail no earlier than one that has not: none is an error.
  find: facts =>
    (facts.hadolint ?? [])
      .filter(({level}) => level === 'error' || level === 'warning')
      .map(({file, line, code, message}) => ({file, line, message: `${code}: ${message}`})),
  isBlind: facts => facts.hadolint === undefined,
};

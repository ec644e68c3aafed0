import type {Rule} from '../rule.ts';
import {fillsTemplate} from './placeholder-unfilled.ts';
import {isSecretName, secretFileOf} from '../../words.ts';

export const missingVariable: Rule = {
  name: 'missing-variable',

  codes: ['MISSING_VARIABLE'],
  patterns: [
    /KeyError: '(?<name>[A-Z][A-Z0-9_]{2,})'/,
    /\b(?<name>[A-Z][A-Z0-9_]{2,})["'`]? (?:environment variable )?(?:is not set|must be set|is required|is undefined)\b/,
    /[Ss]et the (?<name>[A-Z][A-Z0-9_]{2,}) environment variable/,
    /\b(?<name>[A-Z][A-Z0-9_]{2,}): (?:unbound variable|parameter not set|parameter null or not set)/,
    /key not found: "(?<name>[A-Z][A-Z0-9_]{2,})" \(KeyError\)/,
  ],
  // What apt says of a build without a terminal, and what programs say that only wanted to clear a screen.
  takes: ({name}, line, lines) => name !== 'TERM' && !(line.includes('KeyError') && fillsTemplate(lines)),
  sentence: ({groups: {name}, service, error: {message}}) =>
    name === undefined
      ? message
      : `The environment variable ${name} has no value in ${service === undefined ? 'the container' : `the service ${service}`}.`,
  remedy: ({groups: {name}, service = 'the service', about}) =>
    name === undefined
      ? undefined
      : `Add it to \`environment:\` of ${service}${secretFileOf(about) === undefined ? ` in dc.test.yml as ${name}: \${${name}}, with its value in .env.test` : ` as ${name}: \${${name}}, with its value in ${secretFileOf(about)}`}${isSecretName(name) ? '' : '; or give it a default where it is read'}.`,
};

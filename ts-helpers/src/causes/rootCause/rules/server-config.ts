import {inRepository} from '../../looking.ts';
import type {Rule, Seen} from '../rule.ts';

/** What servers say of a configuration that they do not take; nginx and HAProxy have rules of their own. */
export const serverConfig: Rule = {
  name: 'server-config',

  patterns: [
    /^\*\*\* FATAL CONFIG FILE ERROR \((?<server>Redis|Valkey)\b/,
    /(?<what>unrecognized configuration parameter "[^"]+") in file "(?<file>[^"]+)" line (?<at>\d+)/,
    /(?<what>syntax error) in file "(?<file>[^"]+)" line (?<at>\d+), near/,
    /\bLOG: {2}(?<what>invalid value for parameter "[^"]+": "[^"]*")/,
    /\b(?:mariadbd|mysqld): (?<what>unknown (?:variable|option) '[^']+')/,
    /(?<what>Found option without preceding group) in config file: (?<file>\S+) at line: (?<at>\d+)/,
  ],
  sentence: seen => {
    const {what, place} = told(seen);
    return `${seen.service ?? 'The server'} does not take its configuration: ${what}${place === undefined ? '' : `, in ${place}`}.`;
  },
  remedy: seen => {
    const {what, place} = told(seen);
    const {service = 'the server'} = seen;
    return place === undefined
      ? `Correct it where ${service} has its settings, in its configuration file or \`command:\`: ${what}`
      : `Correct ${place} as ${service} reads it: a setting is misspelt, has a value that it cannot have, or is one of another version.`;
  },
};

const told = (seen: Seen): {what: string; place?: string} => {
  const {
    groups: {what, file, at, server},
    lines,
  } = seen;
  if (server === undefined)
    return {what: what ?? '', ...(file !== undefined && {place: `${inRepository(file, seen)}:${at}`})};
  const from = lines.findLastIndex(line => line.startsWith('*** FATAL CONFIG FILE ERROR'));
  const after = lines.slice(from + 1);
  const shown = after.find(line => line.startsWith('>>> '))?.slice(4) ?? '';
  const [, number] = /at line (\d+)/.exec(after[0] ?? '') ?? [];
  const why = after[after.findIndex(line => line.startsWith('>>> ')) + 1] ?? '';
  const where = number === undefined ? '' : `, at line ${number}`;
  return {what: `${shown}${why === '' ? '' : ` (${why.trim()})`}${where}`};
};

import type {Rule} from '../rule.ts';
import {folderOf} from '../words.ts';

export const readOnly: Rule = {
  name: 'read-only',

  patterns: [
    /Read-only file system: '(?<path>[^']+)'/,
    /EROFS: read-only file system, \w+ '(?<path>[^']+)'/,
    /[Rr]ead-only file system/,
  ],
  sentence: ({groups: {path}, service}) =>
    `${path ?? 'A file'} lies where ${service ?? 'the container'} may only read.`,
  remedy: ({groups: {path = 'it'}, service}) =>
    `Take \`:ro\` from the mount above ${path}, or \`read_only: true\` from ${service ?? 'the service'}, or give it a place of its own: \`tmpfs: [${folderOf(path)}]\`.`,
};

import type {Rule} from '../rule.ts';
import {folderOf} from '../../words.ts';

export const readOnly: Rule = {
  name: 'read-only',

  patterns: [
    /Read-only file system: '(?<path>[^']+)'/,
    /EROFS: read-only file system, \w+ '(?<path>[^']+)'/,
    /\w\(\) "(?<path>[^"]+)" failed \(30: Read-only file system\)/,
    /[Rr]ead-only file system/,
  ],
  sentence: ({groups: {path}, service}) =>
    `${path ?? 'A file'} lies where ${service ?? 'the container'} may only read.`,
  remedy: ({groups: {path}, service}) =>
    `Take \`:ro\` from the mount above ${path ?? 'it'}, or \`read_only: true\` from ${service ?? 'the service'}, or give ${path === undefined ? 'the folder that it writes to a `tmpfs:`.' : `it a place of its own: \`tmpfs: [${folderOf(path)}]\`.`}`,
};

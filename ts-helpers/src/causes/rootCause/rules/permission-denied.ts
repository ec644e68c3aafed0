import type {Rule} from '../rule.ts';
import {folderOf, quoted} from '../../words.ts';

export const permissionDenied: Rule = {
  name: 'permission-denied',

  patterns: [
    /EACCES: permission denied, \w+ '(?<path>[^']+)'/,
    /PermissionError: \[Errno 13\] Permission denied: '(?<path>[^']+)'/,
    /(?:cannot create (?:directory|regular file)|cannot touch|cannot open|can't create(?: directory)?) ['‘]?(?<path>[^'’:\s]+)['’]?: Permission denied/,
    /\b(?:sh|bash): (?:line )?\d+: cannot create (?<path>[^:\s]+): Permission denied/,
    /(?:mkdir|open|rename)\(\) "(?<path>[^"\s]+)" failed \(13: Permission denied\)/,
    /failed to open stream: Permission denied/i,
    /Permission denied @ \w+ - (?<path>\S+) \(Errno::EACCES\)/,
  ],
  sentence: ({groups: {path}, service}) =>
    `The user of ${service ?? 'the container'} may not write ${path ?? 'a file'}.`,
  remedy: ({groups: {path}, service = 'the service', about: {environment}}) => {
    const folder = path === undefined ? 'its folder' : folderOf(path);
    return `Give ${folder} to the user that ${service} runs as: mkdir and chown in the Dockerfile, before its USER line. A volume or folder that is there already keeps its owner: ${environment === undefined ? '' : 'in the deploy folder, '}docker compose run --rm --no-deps --user root --entrypoint "" ${service} ls -ld ${quoted(folder)} shows it, chown instead of ls -ld changes it.`;
  },
};

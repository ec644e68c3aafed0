import type {Rule} from '../rule.ts';

export const addressForbidden: Rule = {
  name: 'address-forbidden',

  patterns: [
    /listen EACCES: permission denied \S*:(?<port>\d+)/,
    / bind\(\) to \S*:(?<port>\d+) failed \(13: Permission denied\)/,
    /PermissionError: \[Errno 13\] Permission denied$/,
  ],
  sentence: ({groups: {port}, service = 'that tells it'}) =>
    `The service ${service} may not listen at ${port === undefined ? 'its port' : `the port ${port}`}: below 1024 only root may.`,
  remedy: 'Let it listen at a port above 1024, like 8080, and publish that one: `ports: ["80:8080"]`.',
};

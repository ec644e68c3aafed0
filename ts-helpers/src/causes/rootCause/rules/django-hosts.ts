import type {Rule} from '../rule.ts';

export const djangoHosts: Rule = {
  name: 'django-hosts',

  patterns: [
    /Invalid HTTP_HOST header: '(?<host>[^']+)'/,
    /DisallowedHost/,
    /You may need to add '(?<host>[^']+)' to ALLOWED_HOSTS/,
  ],
  sentence: ({groups: {host}}) =>
    `Django answers nobody who asks for ${host === undefined ? 'this host' : withoutPort(host)}.`,
  remedy: ({groups: {host = 'it'}}) =>
    `Add '${withoutPort(host)}' to ALLOWED_HOSTS, or ask by a name that is in it: \`health.host\` in countable.yml, or a Host header in the health check.`,
};

const withoutPort = (host: string): string => host.replace(/:\d+$/, '');

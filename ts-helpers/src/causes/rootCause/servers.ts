import type {Seen} from './rule.ts';

/** Servers that others ask, by the port at which they listen unless told otherwise. */
const SERVERS: readonly [ports: readonly string[], name: string, image: RegExp][] = [
  [['5432'], 'PostgreSQL', /postg|pgvector|timescale/],
  [['3306'], 'MariaDB or MySQL', /mysql|mariadb|percona/],
  [['6379'], 'Redis', /redis|valkey|keydb|dragonfly/],
  [['27017'], 'MongoDB', /mongo(?!-express)/],
  [['5672'], 'RabbitMQ', /rabbitmq/],
  [['11211'], 'Memcached', /memcached/],
  [['9200'], 'Elasticsearch', /elasticsearch|opensearch(?!-dashboards)/],
  [['25', '465', '587', '1025'], 'the mail server', /mail|smtp|postfix|exim/],
];

export const serverName = (port: string): string | undefined =>
  SERVERS.find(([ports]) => ports.includes(port))?.[1];

/** By which a variable or an address says that it is of such a server. */
export const serverWords = (port: string): RegExp => WORDS[port] ?? /smtp|mail/i;

const WORDS: Readonly<Record<string, RegExp>> = {
  5432: /(?:^|[\s_])(?:db|database|pg)|postgres|pgsql/i,
  3306: /(?:^|[\s_])(?:db|database)|mysql|mariadb/i,
  6379: /redis|valkey/i,
  27017: /(?:^|[\s_])(?:db|database)|mongo/i,
  5672: /rabbit|amqp/i,
  11211: /memcache/i,
  9200: /elastic|opensearch/i,
};

/** The only service that is of the image of the server that listens there: those that ask, or have ended, may only be its clients. */
export const serverAt = (
  port: string,
  {error, service: asking}: Pick<Seen, 'error' | 'service'>,
): string | undefined => {
  const image = SERVERS.find(([ports]) => ports.includes(port))?.[2];
  const found = (error.evidence.services ?? []).filter(service => image?.test(service.image ?? ''));
  const others = found.filter(({service}) => service !== asking);
  const running = others.filter(({state}) => state === 'running');
  const likely = running.length > 0 ? running : others;
  return likely.length < 2 ? (likely[0] ?? found[0])?.service : undefined;
};

/** Whether a line tells of such a server that was asked for at localhost, and did not answer. */
export const isOfLocalhost = (line: string): boolean =>
  LOCALHOST.some(pattern => {
    const match = pattern.exec(line);
    return match !== null && serverName(match.groups?.['port'] ?? '3306') !== undefined;
  });

export const LOCALHOST: readonly RegExp[] = [
  /ECONNREFUSED (?:127\.0\.0\.1|::1):(?<port>\d+)\b/,
  /connection to server at "(?:localhost|127\.0\.0\.1|::1)"(?: \([^)\s]*\))?, port (?<port>\d+) failed: Connection refused/,
  /Can't connect to (?:MySQL |MariaDB )?server on '(?:localhost|127\.0\.0\.1)(?::(?<port>\d+))?'/,
  /Error \d+ connecting to (?:localhost|127\.0\.0\.1):(?<port>\d+)\. /,
  /dial tcp (?:127\.0\.0\.1|\[::1\]):(?<port>\d+): connect: connection refused/,
  /\blocalhost:(?<port>\d+): \[Errno 111\] Connection refused/,
];

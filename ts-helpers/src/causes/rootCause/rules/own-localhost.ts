import {capital} from '../../../text/plain.ts';
import {databaseOf, readyRemedy} from '../databases.ts';
import {LOCALHOST, serverAt, serverName} from '../servers.ts';
import type {Rule, Seen} from '../rule.ts';

/** What is asked of localhost at the port of a server, which in a container is nobody's but its own. */
export const ownLocalhost: Rule = {
  name: 'own-localhost',

  patterns: LOCALHOST,
  takes: ({port = '3306'}) => serverName(port) !== undefined,
  sentence: seen => {
    const {port, service} = asked(seen);
    if (isItsOwn(seen)) return `${capital(databaseOf(seen))} did not accept connections when it was asked.`;
    const server = serverName(port) ?? 'server';
    const other = serverAt(port, seen);
    return `${service} asks for ${server} at localhost:${port}, which is its own container${other === undefined ? '' : `: ${server} is the service ${other}`}.`;
  },
  remedy: seen => {
    const {port, service} = asked(seen);
    if (isItsOwn(seen)) return readyRemedy(seen);
    const other = serverAt(port, seen);
    return other === undefined
      ? `Ask for ${serverName(port)} by the name of the service, or of the host, that runs it, instead of localhost.`
      : `Let ${service} ask for ${other}:${port} instead of localhost:${port}: in ${settingOf(seen) ?? `the variable that names its host, under \`environment:\` of ${service}, or in what the code takes where that is not set`}. Where it does not wait for ${other} yet: \`depends_on: [${other}]\`.`;
  },
};

/** Where compose files have it, and nothing else can be meant. */
const settingOf = ({service, error: {evidence}}: Seen): string | undefined =>
  evidence.localhostAt?.service === service ? evidence.localhostAt?.setting : undefined;

const asked = ({groups: {port = '3306'}, service = 'The program'}: Seen) => ({port, service});

/** A server's own check, or its own setting up. */
const isItsOwn = (seen: Seen): boolean => {
  const {
    service,
    isHealthCheck,
    groups: {port = '3306'},
    error,
  } = seen;
  const own = serverAt(port, {error});
  return (
    service !== undefined && (serverAt(port, seen) === service || (isHealthCheck === true && own === service))
  );
};

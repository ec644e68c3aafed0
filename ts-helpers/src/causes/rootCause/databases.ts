import type {ServiceState} from '../../result/result.ts';
import {isBroken} from '../../health/services.ts';
import {isDatabase} from '../../compose/database.ts';
import {logOf} from '../looking.ts';
import type {Seen} from './rule.ts';

/** PostgreSQL, MariaDB and MongoDB. */
export const DATABASE_PORTS: ReadonlySet<string> = new Set(['5432', '3306', '27017']);

/** The database that was asked: by the host's name, else the only one there is. */
const serviceOf = ({error, groups: {host}}: Seen): ServiceState | undefined => {
  const services = error.evidence.services ?? [];
  const databases = services.filter(({image = ''}) => isDatabase({image}, {target: 0}));
  return (
    services.find(({service}) => service === host) ?? (databases.length === 1 ? databases[0] : undefined)
  );
};

export const databaseOf = (seen: Seen): string => {
  const known = serviceOf(seen)?.service ?? seen.groups['host'];
  return known === undefined ? 'the database' : `the database ${known}`;
};

/** By what the database lacks: it runs, it has a health check, it is waited for. */
export const readyRemedy = (seen: Seen): string => {
  const database = serviceOf(seen);
  const asking = seen.service ?? 'who asks';
  if (database === undefined)
    return `See that a database runs where it is asked for, and let ${asking} wait for it: \`depends_on\` with \`condition: service_healthy\`.`;
  const {service, health} = database;
  if (isBroken(database) && health === undefined)
    return `${service} has ended: what its log says is the cause. See it: ${logOf(service, seen)}`;
  const waiting = `\`depends_on: {${service}: {condition: service_healthy}}\` in ${asking}`;
  if (health === undefined)
    return `Give ${service} a health check, \`healthcheck: {test: ${checkOf(database)}, interval: 5s, retries: 30}\`, and wait for it: ${waiting}.`;
  return `${service} has a health check (${health} now): wait for it with ${waiting}. Where that is so already, it was too slow, or its check is content with the socket of its first start: test: ${checkOf(database)}, \`start_period: 60s\`.`;
};

/**
 * Over the network: a server that only sets itself up listens at its socket already. Without a shell: PostgreSQL would inherit
 * the command of a check that took too long, and restart for it.
 */
const checkOf = ({image = ''}: ServiceState): string => {
  if (/mariadb/.test(image)) return '[CMD, healthcheck.sh, --connect, --innodb_initialized]';
  if (/mysql/.test(image)) return '[CMD, mysqladmin, ping, -h, 127.0.0.1]';
  if (/mongo/.test(image)) return '[CMD, mongosh, --quiet, --eval, "db.runCommand({ping: 1})"]';
  if (/redis|valkey/.test(image)) return '[CMD, redis-cli, ping]';
  return '[CMD, pg_isready, -h, localhost, -U, postgres]';
};

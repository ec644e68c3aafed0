import {plain} from '../../compose/dollars.ts';
import {databaseAddress} from '../../compose/databaseAddress.ts';
import type {BackupFacts} from './facts.ts';
import type {Refused} from './files.ts';
import {composeNames, isThisMachine} from './hosts.ts';
import {variableOf} from './addresses.ts';
import type {PlannedServer} from './servers.ts';

/** Variables that tell where a database is, by what they are called: DATABASE_HOST, DB_HOST, PGHOST, RDS_HOSTNAME. */
const HOST =
  /^(?:[A-Z0-9]+_)*(?:DATABASE|DB|SQL|POSTGRES|POSTGRESQL|PG|MYSQL|MARIADB|MONGO|MONGODB|RDS)_?HOST(?:NAME)?$/;

/**
 * Databases elsewhere that services are told of, and that nobody has named: a backup without them would seem whole. A project
 * whose own database is there has no other sign of it.
 */
export const unnamedDatabases = (facts: BackupFacts, outside: readonly PlannedServer[]): Refused[] => {
  const known = new Set([
    ...Object.keys(facts.model.services).flatMap(service => [...composeNames(facts, service)]),
    ...outside.flatMap(one => (one.outside === undefined ? [] : [one.outside.host])),
  ]);
  const named = new Set(facts.databases.map(variableOf));
  const {leave} = facts.settings;
  const found = new Map<string, Refused>();
  for (const [service, {environment, network_mode}] of Object.entries(facts.model.services)) {
    if (leave.includes(service)) continue;
    for (const [variable, text] of Object.entries(environment ?? {})) {
      const host = hostIn(variable, plain(text));
      if (host === undefined || known.has(host) || named.has(variable) || leave.includes(variable)) continue;
      // To a container it is itself.
      if (isThisMachine(host) && network_mode !== 'host') continue;
      if (!found.has(host))
        found.set(host, {
          what: `the database at ${host}`,
          why: `${variable} of ${service} leads to it, and \`databases:\` does not name it`,
        });
    }
  }
  return [...found.values()];
};

const hostIn = (variable: string, value: string): string | undefined => {
  const address = databaseAddress(value);
  const host = address?.host ?? (HOST.test(variable.toUpperCase()) ? value.split(':')[0] : undefined);
  // A socket lies in a folder.
  return host === undefined || host === '' || host.startsWith('/') ? undefined : host;
};

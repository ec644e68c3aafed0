import type {EngineKind} from '../../archive/manifest.ts';
import type {DatabaseAddress} from '../../compose/databaseAddress.ts';
import {addressOf, variableOf} from './addresses.ts';
import type {BackupFacts} from './facts.ts';
import {isThisMachine} from './hosts.ts';
import type {PlannedServer} from './servers.ts';

/** Variables by which tools in a container of their own find a server, and are let in; secrets among them. */
export const outsideVariables = (
  {service: name}: Pick<PlannedServer, 'service'>,
  facts: BackupFacts,
): Record<string, string> => {
  const setting = facts.databases.find(one => variableOf(one) === name);
  const found = setting === undefined ? {why: 'no setting'} : addressOf(setting, facts);
  if ('why' in found) throw new Error(`${name} is not planned: ${found.why}`);
  const told = VARIABLES[found.address.kind](found.address);
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== ''));
};

/** As `engines/container.ts` reads them. */
const VARIABLES: Readonly<Record<EngineKind, (address: DatabaseAddress) => Record<string, string>>> = {
  postgres: ({host, port, user, password, database, options}) => ({
    COUNTABLE_HOST: host,
    COUNTABLE_PORT: port,
    COUNTABLE_SSLMODE: options.sslmode ?? '',
    POSTGRES_USER: user,
    POSTGRES_PASSWORD: password,
    COUNTABLE_DATABASE: database,
  }),
  mysql: ({host, port, user, password}) => ({
    // Of that name the tools ask a socket.
    COUNTABLE_HOST: isThisMachine(host) ? '127.0.0.1' : host,
    COUNTABLE_PORT: port,
    MYSQL_ROOT_USER: user,
    MYSQL_ROOT_PASSWORD: password,
  }),
  mongo: address => ({
    COUNTABLE_URI: mongoUri(address),
    MONGO_INITDB_ROOT_USERNAME: address.user,
    MONGO_INITDB_ROOT_PASSWORD: address.password,
  }),
};

/** Without password, and without the database: which one is meant is told beside it. */
const mongoUri = ({host, port, user, database, options, isSrv}: DatabaseAddress): string => {
  const ports = port.split(',');
  const hosts = host.split(',').map((one, index) => (ports[index] ? `${one}:${ports[index]}` : one));
  const source = user === '' ? {} : {authSource: database === '' ? 'admin' : database};
  const query = new URLSearchParams({...source, ...options}).toString();
  const who = user === '' ? '' : `${encodeURIComponent(user)}@`;
  return `mongodb${isSrv ? '+srv' : ''}://${who}${hosts.join(',')}/${query === '' ? '' : `?${query}`}`;
};

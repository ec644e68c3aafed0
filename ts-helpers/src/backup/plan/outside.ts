import type {EngineKind} from '../../archive/manifest.ts';
import type {DatabaseAddress} from '../../compose/databaseAddress.ts';
import {addressOf, variableOf} from './addresses.ts';
import type {BackupFacts} from './facts.ts';
import type {LeftOut, Refused} from './files.ts';
import {composeNames, isThisMachine} from './hosts.ts';
import type {PlannedServer} from './servers.ts';

export interface JudgedOutside {
  servers: PlannedServer[];
  leftOut: LeftOut[];
  refused: Refused[];
}

/** Servers that `databases:` names. `inside` are those that run as services. */
export const outsideServers = (facts: BackupFacts, inside: readonly PlannedServer[]): JudgedOutside => {
  const judged: JudgedOutside = {servers: [], leftOut: [], refused: []};
  for (const setting of facts.databases) {
    const name = variableOf(setting);
    const found = addressOf(setting, facts);
    if ('why' in found) {
      judged.refused.push({what: `the database of ${name}`, why: found.why, remedy: found.remedy});
      continue;
    }
    const {address, service} = found;
    const same = inside.find(server => composeNames(facts, server.service).has(address.host));
    if (same !== undefined) {
      judged.leftOut.push({what: `${name}`, why: `leads to ${same.service}, which is dumped itself`});
      continue;
    }
    judged.servers.push({
      kind: address.kind,
      title: TITLES[address.kind],
      service: name,
      container: undefined,
      outside: {
        host: address.host,
        ...(address.database !== '' && {database: address.database}),
        ...(setting.image !== undefined && {image: setting.image}),
        networks: networksOf(address, service, facts),
      },
    });
  }
  return judged;
};

const TITLES: Readonly<Record<EngineKind, string>> = {
  postgres: 'PostgreSQL',
  mysql: 'MySQL',
  mongo: 'MongoDB',
};

/** As a container of the service that has the variable reaches it. */
const networksOf = (
  {host}: DatabaseAddress,
  service: string | undefined,
  {containers}: BackupFacts,
): string[] => {
  if (isThisMachine(host)) return ['host'];
  const own = containers.filter(one => service === undefined || one.service === service);
  const by = own.find(({state}) => state === 'running') ?? own[0];
  if (by?.networkOf === 'host') return ['host'];
  if (by?.networkOf === 'container') return [`container:${by.id}`];
  return Object.keys(by?.joined ?? {});
};

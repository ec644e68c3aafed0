import {type DatabaseAddress, databaseAddress} from '../../compose/databaseAddress.ts';
import type {DatabaseSetting} from '../../settings/settings.ts';
import type {BackupFacts} from './facts.ts';
import {type NoValue, valueOf} from './values.ts';

/** By the variable that leads to it. */
export const variableOf = (setting: DatabaseSetting): string =>
  'url' in setting ? setting.url : setting.host;

export interface Found {
  address: DatabaseAddress;
  /** Whose variable it is. */
  service: string | undefined;
}

/** What the variables of a setting say together, or why they do not. */
export const addressOf = (setting: DatabaseSetting, facts: BackupFacts): Found | NoValue => {
  if ('url' in setting) {
    const found = valueOf(setting.url, facts);
    if ('why' in found) return found;
    const address = databaseAddress(found.value);
    return address === undefined || address.host === '' || address.host.startsWith('/')
      ? {
          why: `${setting.url} is no address of a database that can be reached from elsewhere`,
          remedy: `Correct what ${setting.url} says (postgres://user:password@host/database, and deploy), or its name in \`databases:\` of countable.yml.`,
        }
      : {address, service: found.service};
  }
  const {engine: kind, host, port, user, password, name} = setting;
  const parts = [host, port, user, password, name].map(variable =>
    variable === undefined ? {value: '', service: undefined} : valueOf(variable, facts),
  );
  const lacking = parts.find(part => 'why' in part);
  if (lacking !== undefined && 'why' in lacking) return lacking;
  const [ofHost = '', ofPort = '', ofUser = '', ofPassword = '', database = ''] = parts.map(part =>
    'why' in part ? '' : part.value,
  );
  const service = parts.map(part => ('why' in part ? undefined : part.service)).find(Boolean);
  return {
    service,
    address: {
      kind,
      host: ofHost,
      port: ofPort,
      user: ofUser,
      password: ofPassword,
      database,
      options: {},
      isSrv: false,
    },
  };
};

import type {ServerManifest} from '../../archive/manifest.ts';
import {UserError} from '../../errors/userError.ts';

/** Of servers that have no table at all: of a new project that is so, and of one whose data is in another volume. */
export const tablelessWarnings = (servers: readonly ServerManifest[]): UserError[] =>
  servers
    .filter(({databases}) => databases.every(({tables}) => Object.keys(tables).length === 0))
    .map(server => new UserError('DATABASE_EMPTY', messageFor(server), {where: server.service}));

/** Every server of PostgreSQL has it, and few use it. */
const USUAL = 'postgres';

const messageFor = ({service, kind, databases}: ServerManifest): string => {
  const all = databases.map(({name}) => name);
  const own = all.filter(name => name !== USUAL);
  const names = own.length > 0 ? own : all;
  const what = kind === 'mongo' ? 'collection' : 'table';
  if (names.length === 0) return `${service} has no database.`;
  return names.length === 1
    ? `The database ${names[0]} of ${service} has no ${what}.`
    : `The databases ${names.join(', ')} of ${service} have no ${what}.`;
};

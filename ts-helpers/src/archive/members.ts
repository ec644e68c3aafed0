/** Where in an archive what lies. Names of databases and volumes come from elsewhere, and lead nowhere. */
const safe = (name: string): string => encodeURIComponent(name).replaceAll('.', '%2E').replaceAll('*', '%2A');

export const rolesMember = (service: string): string => `servers/${safe(service)}/roles`;
export const databaseMember = (service: string, database: string): string =>
  `servers/${safe(service)}/databases/${safe(database)}`;
export const filesMember = (name: string): string => `files/${safe(name)}`;

/** The member that a piece is of; undefined for what is in one piece. */
export const memberOf = (entry: string): string | undefined => /^(.+)\/\d{6,}$/.exec(entry)?.[1];

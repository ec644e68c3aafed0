/** Tables that keep what was in them before (`WITH SYSTEM VERSIONING`); a zero byte is in no name. */
export const VERSIONED = `SELECT 'versioned', HEX(CONCAT(table_schema, CHAR(0), table_name)), 0
  FROM information_schema.tables WHERE table_type = 'SYSTEM VERSIONED' ORDER BY table_schema, table_name`;

/** Those of them that keep it by transactions, and not by times. */
export const BY_TRANSACTION = `SELECT 'by transaction', HEX(CONCAT(table_schema, CHAR(0), table_name)), 0
  FROM information_schema.columns WHERE generation_expression = 'ROW START' AND data_type = 'bigint'`;

export interface Histories {
  /** Databases all of whose histories can be dumped. */
  dumped: string[];
  /** Those that cannot, and why. */
  lost: {what: string; why: string}[];
}

/** The tool dumps the histories of a database, or fails at the first that it cannot. */
export const historiesOf = (
  {versioned, byTransaction}: {versioned: readonly string[]; byTransaction: readonly string[]},
  version: string,
): Histories => {
  const found: Histories = {dumped: [], lost: []};
  for (const [database, names] of Map.groupBy(versioned, name => partsOf(name).database)) {
    const hard = names.find(name => byTransaction.includes(name));
    const why = !isKnownTo(version)
      ? `its tool dumps histories from MariaDB 10.11 on, and this is ${version}`
      : hard === undefined
        ? undefined
        : `its tool dumps no history of a database in which one is kept by transactions, that of ${partsOf(hard).table}`;
    if (why === undefined) found.dumped.push(database);
    else
      found.lost.push(
        ...names.map(name => ({what: `the history of the table ${partsOf(name).table} of ${database}`, why})),
      );
  }
  return found;
};

const partsOf = (name: string): {database: string; table: string} => {
  const [database = '', table = ''] = name.split('\0', 2);
  return {database, table};
};

/** `--dump-history` came with 10.11. */
const isKnownTo = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(part => Number.parseInt(part, 10));
  return major > 10 || (major === 10 && minor >= 11);
};

/** For SQL as arguments or from stdin: it prints values alone, and ends with something else than 0 at the first thing that fails. */
export const PSQL = [
  'psql',
  '--no-psqlrc',
  '--quiet',
  '--tuples-only',
  '--no-align',
  '--set',
  'ON_ERROR_STOP=1',
  '--no-password',
];

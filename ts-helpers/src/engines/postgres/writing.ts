/** A dump makes its database read-only, where that is one of its settings, before it fills it. */
const SETTING = '--default_transaction_read_only=off';

/** Words of a client that writes, with more settings of its connections. */
export const writing = (client: readonly string[], ...more: readonly string[]): string[] => [
  'env',
  `PGOPTIONS=${[SETTING, ...more].join(' ')}`,
  ...client,
];

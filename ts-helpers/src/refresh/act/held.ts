import type {Column, ColumnKey} from '../../archive/column.ts';
import {commandFailure} from '../../causes/commandFailure.ts';
import {ask} from '../../engines/inside.ts';
import type {Masking} from '../../engines/masking.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import type {FilledServer} from '../../verify/filled.ts';
import type {FoundColumn, FoundKey} from '../plan.ts';

/** A server that nobody can reach, and which of its databases are brought from it. */
export interface Held extends Pick<FilledServer, 'stored' | 'engine' | 'inside'> {
  databases: readonly string[];
}

export interface Database {
  service: string;
  name: string;
  masking: Masking;
  /** Throws MASK_FAILED, of what is named. */
  run(sql: string, what?: string): Promise<string>;
}

export const databasesOf = (all: readonly Held[]): Database[] =>
  all.flatMap(({stored: {service}, engine, inside, databases}) => {
    const {masking} = engine;
    if (masking === null) throw new Error(`nothing masks ${service}`);
    return databases.map(name => ({
      ...{service, name, masking},
      async run(sql, what = `${name} of ${service}`) {
        try {
          return await ask(inside, masking.statements(name), sql);
        } catch (error) {
          throw error instanceof CommandFailed ? refusedBy(error, {masking, what}) : error;
        }
      },
    }));
  });

/** What its server printed may have a row of production in it. */
export const refusedBy = (
  error: CommandFailed,
  {masking, what}: {masking: Pick<Masking, 'failedAt'>; what: string},
): UserError => {
  const {code} = commandFailure(error);
  if (code !== 'COMMAND_FAILED')
    return new UserError(
      code,
      `${what} could not be masked: the machine has nothing left of what that takes.`,
    );
  const {says} = masking.failedAt(error.stderr) ?? {says: `it ended with ${error.exitCode ?? 'no code'}`};
  return new UserError('MASK_FAILED', `${what} cannot be masked: ${says}.`, {where: 'mask'});
};

export const columnsOf = async (all: readonly Held[]): Promise<FoundColumn[]> => {
  const found: FoundColumn[] = [];
  for (const {service, name: database, masking, run} of databasesOf(all))
    for (const line of linesIn<Printed>(await run(masking.columns)))
      found.push({...asColumn(line), service, database});
  return found;
};

/** Older servers print 0 and 1. */
type Printed = Omit<Column, 'length' | 'isMade' | 'isRequired' | 'isUnique'> &
  Partial<Record<'isMade' | 'isRequired' | 'isUnique', boolean | number>> & {length: number | null};

const asColumn = ({length, isMade, isRequired, isUnique, ...column}: Printed): Column => ({
  ...column,
  ...(length !== null && {length}),
  ...{isMade: Boolean(isMade), isRequired: Boolean(isRequired), isUnique: Boolean(isUnique)},
});

export const keysOf = async (all: readonly Held[]): Promise<FoundKey[]> => {
  const found: FoundKey[] = [];
  for (const {service, name: database, masking, run} of databasesOf(all))
    for (const key of linesIn<ColumnKey>(await run(masking.keys))) found.push({...key, service, database});
  return found;
};

export const linesIn = <T>(text: string): T[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as T);

/** Databases one after another, each with what is its own of these. */
export const each = async <C extends {service: string; database: string}>(
  all: readonly Held[],
  columns: readonly C[],
  work: (database: Database, own: C[]) => Promise<unknown>,
): Promise<void> => {
  for (const database of databasesOf(all)) {
    const own = columns.filter(one => one.service === database.service && one.database === database.name);
    if (own.length > 0) await work(database, own);
  }
};

/** Throws MASK_FAILED where there is one. */
export const refuseAll = (all: readonly string[], remedy?: string): void => {
  const [first, ...others] = all;
  if (first === undefined) return;
  const more = others.length === 0 ? '' : `; and ${others.length} more`;
  throw new UserError('MASK_FAILED', `${first}${more}.`, {
    where: 'mask',
    ...(remedy !== undefined && {remedy}),
    evidence: {log: {source: 'mask', lines: [...all]}},
  });
};

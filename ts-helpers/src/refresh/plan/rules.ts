import {type Column, tableOf} from '../../archive/column.ts';
import {UserError} from '../../errors/userError.ts';
import type {Mask} from '../../settings/settings.ts';
import {counted} from '../../text/plain.ts';
import {suggestion} from '../../text/suggestion.ts';

/** A column in the backup. */
export interface FoundColumn extends Column {
  service: string;
  database: string;
}

export interface JudgedColumn extends FoundColumn {
  mask: Mask;
}

type Rules = Readonly<Record<string, Mask>>;

/** What becomes of each. Throws MASK_INCOMPLETE where that is not said of one, and MASK_UNKNOWN. `isPart`: others may be elsewhere. */
export const judged = (
  columns: readonly FoundColumn[],
  {rules, isPart}: {rules: Rules; isPart: boolean},
): JudgedColumn[] => {
  if (!isPart) refuseUnknown(columns, rules);
  const all = columns.map(column => ({...column, mask: maskOf(column, rules)}));
  const missing = all.filter(({mask}) => mask === undefined);
  if (missing.length > 0) throw incomplete(missing, columns);
  return all.flatMap(({mask, ...column}) => (mask === undefined ? [] : [{...column, mask}]));
};

/** What it is called in rules: the shortest first. */
const namesOf = (column: FoundColumn): string[] => {
  const {service, database, name} = column;
  const short = `${tableOf(column)}.${name}`;
  return [short, `${database}.${short}`, `${service}.${database}.${short}`];
};

/** Of its whole table, likewise. */
const starsOf = (column: FoundColumn): string[] => namesOf({...column, name: '*'});

/** The most exact one counts. */
const maskOf = (column: FoundColumn, rules: Rules): Mask | undefined => {
  const said = [...namesOf(column).reverse(), ...starsOf(column).reverse()].find(name =>
    Object.hasOwn(rules, name),
  );
  return said === undefined ? undefined : rules[said];
};

const refuseUnknown = (columns: readonly FoundColumn[], rules: Rules): void => {
  const known = new Set(columns.flatMap(column => [...namesOf(column), ...starsOf(column)]));
  const [first, ...others] = Object.keys(rules).filter(name => !known.has(name));
  if (first === undefined) return;
  const near = suggestion(
    first,
    columns.flatMap(column => namesOf(column).slice(0, 1)),
  );
  const meant = near === undefined ? '' : ` Is ${near} meant?`;
  throw new UserError(
    'MASK_UNKNOWN',
    `No column of the backup is called ${[first, ...others].join(', ')}.${meant}`,
    {
      where: 'mask',
    },
  );
};

const MOST_NAMED = 5;

const incomplete = (missing: readonly FoundColumn[], all: readonly FoundColumn[]): UserError => {
  const names = missing.map(column => clearName(column, all));
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return new UserError(
    'MASK_INCOMPLETE',
    `Nothing says what becomes of ${counted(missing.length, 'column')} of the backup: ${names.slice(0, MOST_NAMED).join(', ')}${more}.`,
    {
      where: 'mask',
      evidence: {
        log: {
          source: 'countable.yml',
          lines: [
            'mask:',
            '  columns:',
            ...missing.map((column, index) => `    ${JSON.stringify(names[index])}:${proposed(column)}`),
          ],
        },
      },
    },
  );
};

/** The shortest that no other column has as well. */
const clearName = (column: FoundColumn, all: readonly FoundColumn[]): string => {
  const names = namesOf(column);
  const isClear = (name: string) => all.filter(one => namesOf(one).includes(name)).length === 1;
  return names.find(isClear) ?? names.at(-1) ?? '';
};

const PROPOSED: readonly [RegExp, Mask][] = [
  [/mail/i, 'email'],
  [/phone|mobile|fax|tel$/i, 'phone'],
  [/name/i, 'name'],
  [/password|secret|token|hash|key$/i, 'hash'],
];

/** By its type and name; whoever adds it says what is meant. Of days, documents, pictures and types of the project's own nothing is said. */
const proposed = ({name, type}: FoundColumn): string => {
  if (/(?:^|_)id$/i.test(name) || NUMBERS.test(type)) return ' keep';
  if (!TEXTS.test(type)) return '';
  return ` ${PROPOSED.find(([pattern]) => pattern.test(name))?.[1] ?? 'text'}`;
};

const NUMBERS =
  /^(?:bigint|int|integer|mediumint|smallint|tinyint|bit|bool|boolean|numeric|decimal|real|float|double|timestamp|datetime|uuid)\b[^[]*$/i;
const TEXTS = /^(?:text|char|varchar|character|citext|tinytext|mediumtext|longtext)\b[^[]*$/i;

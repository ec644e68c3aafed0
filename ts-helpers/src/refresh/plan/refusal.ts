import {columnText} from '../../archive/column.ts';
import {type ErrorCode, UserError} from '../../errors/userError.ts';
import type {Mask} from '../../settings/settings.ts';
import {counted} from '../../text/plain.ts';
import {suggestion} from '../../text/suggestion.ts';
import type {Misfit} from './fitting.ts';
import {type FoundColumn, namesOf} from './found.ts';

/** What is wrong with rules. */
export interface Faults {
  /** Those of no column. */
  unknown: readonly string[];
  /** Columns without one. */
  missing: readonly FoundColumn[];
  misfits: readonly Misfit[];
}

/** All at once: each time takes a whole restore. Throws MASK_UNKNOWN, MASK_INCOMPLETE, and MASK_UNFIT. */
export const refuseRules = ({unknown, missing, misfits}: Faults, all: readonly FoundColumn[]): void => {
  const told: Told[] = [
    ...(unknown.length > 0 ? [ofUnknown(unknown, all)] : []),
    ...(missing.length > 0 ? [ofMissing(missing, all)] : []),
    ...(misfits.length > 0 ? [ofMisfits(misfits, all)] : []),
  ];
  const [first, ...others] = told;
  if (first === undefined) return;
  const lines = told.flatMap(one => one.lines);
  throw new UserError(first.code, told.map(({message}) => message).join(' '), {
    where: 'mask',
    ...(others.length > 0 && {
      remedy: 'Change countable.yml by the lines that are printed, each as it is meant.',
    }),
    evidence: {log: {source: 'countable.yml', lines: ['mask:', '  columns:', ...lines]}},
  });
};

interface Told {
  code: ErrorCode;
  message: string;
  /** Of countable.yml. */
  lines: string[];
}

const MOST_NAMED = 5;

const named = (names: readonly string[], between: string): string => {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return `${names.slice(0, MOST_NAMED).join(between)}${more}`;
};

const ofUnknown = (unknown: readonly string[], all: readonly FoundColumn[]): Told => {
  const near = suggestion(unknown[0] ?? '', all.map(columnText));
  const meant = near === undefined ? '' : ` Is ${near} meant?`;
  return {
    code: 'MASK_UNKNOWN',
    message: `No column of the backup is called ${unknown.join(', ')}.${meant}`,
    lines: unknown.map(name => `    # take out ${JSON.stringify(name)}: there is no such column`),
  };
};

const ofMissing = (missing: readonly FoundColumn[], all: readonly FoundColumn[]): Told => {
  const names = missing.map(column => clearName(column, all));
  return {
    code: 'MASK_INCOMPLETE',
    message: `Nothing says what becomes of ${counted(missing.length, 'column')} of the backup: ${named(names, ', ')}.`,
    lines: missing.map((column, index) => `    ${JSON.stringify(names[index])}:${proposed(column)}`),
  };
};

const ofMisfits = (misfits: readonly Misfit[], all: readonly FoundColumn[]): Told => {
  const names = misfits.map(({column}) => clearName(column, all));
  const each = misfits.map(({column, why}, index) => `${names[index]} cannot be ${column.mask}: ${why}`);
  return {
    code: 'MASK_UNFIT',
    message: `${named(each, '; ')}.`,
    lines: misfits.map(({column: {mask}, why, would}, index) => {
      const name = JSON.stringify(names[index]);
      return would === undefined
        ? `    # take out ${name}: ${why}`
        : `    ${name}: ${would} # not ${mask}: ${why}`;
    }),
  };
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

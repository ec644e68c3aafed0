import type {EnvProblem} from './envFile/problem.ts';
import {type Statement, statements} from './envFile/statements.ts';
import {substituted} from './envFile/substitution.ts';

/** A variable of an env file. */
export interface EnvEntry {
  name: string;
  /** The line that it begins on, counted from 1. */
  line: number;
  /** As Compose reads it, as far as it can be read. */
  value: string;
  /** As it stands in the file, without the quotes around it. */
  written: string;
  /** Variables that Compose finds in the value, and no value for. */
  unset: readonly string[];
}

export interface EnvFile {
  entries: EnvEntry[];
  /** Lines that are no variable: most often what follows the first line of a value that needed quotes. */
  strays: string[];
  problems: EnvProblem[];
}

/**
 * Reads an env file as Compose does (compose-go's `dotenv`), but goes on where Compose stops: what cannot be read is a
 * secret all the same. `known` has the variables of the process, which count more than those of the file.
 */
export const readEnvFile = (
  text: string,
  known: Readonly<Record<string, string | undefined>> = {},
): EnvFile => {
  const file: EnvFile = {entries: [], strays: [], problems: []};
  const values = new Map<string, string>();
  const lookup = (name: string) => (Object.hasOwn(known, name) ? known[name] : undefined) ?? values.get(name);
  for (const statement of statements(text.replace(/^\uFEFF/, ''))) {
    if ('stray' in statement) file.strays.push(statement.stray);
    else add(file, {statement, lookup, values});
    if (statement.problem !== undefined) {
      const {line, problem: kind} = statement;
      file.problems.push({line, kind, ...('name' in statement && {name: statement.name})});
    }
  }
  return file;
};

const add = (
  {entries, problems}: EnvFile,
  {
    statement: {name, line, content, written, isLiteral},
    lookup,
    values,
  }: {
    statement: Extract<Statement, {name: string}>;
    lookup: (name: string) => string | undefined;
    values: Map<string, string>;
  },
): void => {
  const {text, unset, isBroken} = isLiteral
    ? {text: content, unset: [], isBroken: false}
    : substituted(content, lookup);
  if (isBroken) problems.push({line, name, kind: 'braces'});
  entries.push({name, line, value: text, written, unset});
  values.set(name, text);
};

import {UserError} from '../errors/userError.ts';
import type {GivenFile} from '../history/tree.ts';
import type {EnvProblem} from './envFile/problem.ts';
import type {EnvFile} from './envFile.ts';
import type {ComposeSource} from './source.ts';

/** An env file of a project. */
export interface ProjectEnvFile extends EnvFile {
  /** As people know it: `.env`. */
  file: string;
  /** Where it, or the end of it, was given to the deploy as a file of another name. */
  given?: GivenFile | undefined;
}

/** Where people find a line of it. */
export const placeIn = ({file, given}: ProjectEnvFile, line: number): {file: string; line: number} =>
  given === undefined || line <= given.linesBefore
    ? {file, line}
    : {file: given.name, line: line - given.linesBefore};

/**
 * What Compose could not read of an env file: told by variable and line, for Compose tells it with the secret. Undefined
 * where its complaint is about something else. `path` is the file that it names.
 */
export const envFileRefusal = (
  {complaint, file}: {complaint: string; file: string},
  files: readonly ProjectEnvFile[],
): UserError => {
  const known = files.find(other => other.file === file);
  const problem = known?.problems.find(other => !isCut(other));
  // What follows a quote is what Compose stumbles over.
  const cut = known?.problems.find(other => isCut(other) && other.line === problem?.line);
  const hasBlank = problem?.kind === 'name' && complaint.includes('key cannot contain a space');
  if (known !== undefined && hasBlank) return withBlank(known, problem);
  if (known !== undefined && problem !== undefined) return unreadable(known, cut ?? problem);
  const demanded = /^required variable (\S+) is missing/.exec(complaint)?.[1];
  const dollar = known?.entries.find(({unset}) => demanded !== undefined && unset.includes(demanded));
  if (known !== undefined && dollar !== undefined) return withDollar(known, dollar);
  const line = /^line (\d+):/.exec(complaint)?.[1];
  if (line === undefined) {
    const name = known?.given?.name ?? file;
    return new UserError('ENV_FILE_INVALID', `Compose cannot read ${name}.`, {where: name});
  }
  const at = placeIn(known ?? {file, entries: [], strays: [], problems: []}, Number(line));
  return new UserError('ENV_FILE_INVALID', `Compose cannot read line ${at.line} of ${at.file}.`, {
    where: `${at.file}:${at.line}`,
  });
};

/** Of `failed to read <file>: <complaint>`, as Compose begins what it has against an env file. */
export const envFileComplaint = (message: string): {file: string; complaint: string} | undefined => {
  const {file, complaint} = /^failed to read (?<file>.+?): (?<complaint>.*)$/s.exec(message)?.groups ?? {};
  return file === undefined || complaint === undefined ? undefined : {file, complaint};
};

/**
 * Variables without a value that no compose file uses are pieces of secrets: a `$` in an env file that Compose takes for
 * the beginning of a variable. Throws ENV_FILE_DOLLAR for the first.
 */
export const checkDollars = (
  unset: readonly string[],
  files: readonly ProjectEnvFile[],
  sources: readonly ComposeSource[],
): void => {
  const used = new Set(sources.flatMap(({variables}) => variables.map(({name}) => name)));
  for (const name of unset.filter(other => !used.has(other))) {
    for (const file of files) {
      const entry = file.entries.find(other => other.unset.includes(name));
      if (entry !== undefined) throw withDollar(file, entry);
    }
    // An included file may use it; but so nobody writes a variable who means one.
    if (!/^[A-Z][A-Z\d_]{2,}$/.test(name))
      throw new UserError(
        'ENV_FILE_DOLLAR',
        'A value in an env file has a $ in it, which Compose takes for a variable.',
      );
  }
};

/** What Compose reads without complaint, and otherwise than it is meant. */
export const envFileWarnings = (files: readonly ProjectEnvFile[]): UserError[] =>
  files.flatMap(file => file.problems.filter(isCut).map(problem => unreadable(file, problem)));

const isCut = ({kind}: EnvProblem): boolean => kind === 'behind quote';

const withDollar = (known: ProjectEnvFile, {name, line: read}: {name: string; line: number}): UserError => {
  const {file, line} = placeIn(known, read);
  return new UserError(
    'ENV_FILE_DOLLAR',
    `The value of ${name}, line ${line} of ${file}, has a $ in it, which Compose takes for the beginning of a variable.`,
    {where: `${file}:${line}`},
  );
};

/** It may as well be what follows the first line of a secret: its words are not told. */
const withBlank = (known: ProjectEnvFile, {line: read}: EnvProblem): UserError => {
  const {file, line} = placeIn(known, read);
  return new UserError(
    'ENV_FILE_INVALID',
    `The name before the = in line ${line} of ${file} has a blank in it.`,
    {
      where: `${file}:${line}`,
      remedy:
        'Write the name without a blank, of letters, digits and _. Where the line is part of the value above it, put all of that value into single quotes.',
    },
  );
};

const unreadable = (known: ProjectEnvFile, {kind, line: read, name}: EnvProblem): UserError => {
  if (kind === 'braces') return withDollar(known, {name: name ?? '', line: read});
  const {file, line} = placeIn(known, read);
  const where = `${file}:${line}`;
  if (kind === 'behind quote') {
    const message = `The value of ${name}, line ${line} of ${file}, ends at its second quote, and more follows.`;
    return new UserError('ENV_FILE_INVALID', message, {
      where,
      remedy: 'Write a quote within quotes with a backslash before it.',
    });
  }
  if (kind === 'quote') {
    const message = `The value of ${name}, line ${line} of ${file}, begins with a quote that does not end.`;
    return new UserError('ENV_FILE_INVALID', message, {where, remedy: 'End it with the same quote.'});
  }
  const before = known.entries.findLast(entry => entry.line < read);
  const begins = before && placeIn(known, before.line);
  const hint =
    begins?.file === file
      ? ` If it belongs to the value of ${before?.name}, line ${begins.line}, that needs quotes.`
      : '';
  return new UserError('ENV_FILE_INVALID', `Line ${line} of ${file} is no variable, NAME=value.${hint}`, {
    where,
  });
};

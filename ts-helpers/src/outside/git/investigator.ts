import {MOST_FILES} from '../../history/changes.ts';
import type {Departure} from '../../history/gone.ts';
import {type LineEnds, lineEndsIn} from '../../history/lineEnds.ts';
import {CONTEXT_LINES, MOST_PATCHES, type Patch} from '../../history/patches.ts';
import {CommandFailed} from '../../errors/userError.ts';
import type {RunOptions, Shell} from '../shell.ts';
import {newLines} from './blamedLines.ts';
import {DEPARTURE_OPTIONS, departureReader} from './departures.ts';
import {PATCH_OPTIONS, patchReader} from './patches.ts';

/** What git tells of new commits where something failed. */
export interface Investigator {
  /**
   * What each commit did that HEAD has and `since` has not, newest first; of HEAD alone where `since` is undefined.
   * Blanks do not count, merges neither. What was read within the bounds of MOST_PATCHES, and of time.
   */
  patches(since: string | undefined): Promise<Patch[]>;
  /** The files that those commits took away or renamed, newest first. */
  departures(since: string | undefined): Promise<Departure[]>;
  /** The commits after `since` that made these lines of a file in HEAD what they are, as far as git tells it in time. */
  blamed(
    since: string | undefined,
    file: string,
    how: {
      lines: readonly number[];
      /** Commits that are looked through. */
      ignored?: readonly string[];
      /** Whether blanks count. */
      blanks?: boolean;
    },
  ): Promise<{line: number; commit: string}[]>;
  /** The lines in HEAD that have a word, as far as git finds them in time. */
  naming(word: string): Promise<{file: string; text: string}[]>;
  /** How a file ends its lines in HEAD and here; undefined where git does not tell. */
  lineEnds(file: string): Promise<LineEnds | undefined>;
  /** What tells git to leave these files out, which need not be there: `.gitignore:2`. */
  ignoredAt(files: readonly string[]): Promise<{file: string; at: string}[]>;
}

/** So long git may look for whose change it was: the end of a stage waits for it. */
const PATIENCE_MS = 5_000;

/** `translated`: what is thrown where git itself is missing. */
export const createInvestigator = (
  shell: Shell,
  options: RunOptions,
  translated: (error: unknown) => unknown,
): Investigator => ({
  async patches(since) {
    const reader = patchReader(MOST_PATCHES);
    await readLog(
      {since, read: reader.read, how: PATCH_OPTIONS(CONTEXT_LINES)},
      {shell, options, translated},
    );
    return reader.patches;
  },

  async departures(since) {
    const reader = departureReader(MOST_FILES);
    await readLog({since, read: reader.read, how: DEPARTURE_OPTIONS}, {shell, options, translated});
    return reader.departures;
  },

  async blamed(since, file, {lines, ignored = [], blanks = false}) {
    const range = since === undefined ? 'HEAD^..HEAD' : `${since}..HEAD`;
    const places = lines.flatMap(line => ['-L', `${line},${line}`]);
    const through = ignored.flatMap(commit => ['--ignore-rev', commit]);
    const how = ['--line-porcelain', ...(blanks ? [] : ['-w']), ...through];
    const args = ['blame', ...how, ...places, range, '--', file];
    try {
      return newLines((await shell.run('git', args, {...options, timeoutMs: PATIENCE_MS})).stdout);
    } catch (error) {
      // The file has no such line, or was not there.
      if (error instanceof CommandFailed) return [];
      throw translated(error);
    }
  },

  async naming(word) {
    const args = ['grep', '-I', '--null', '--fixed-strings', '--word-regexp', '-e', word, 'HEAD', '--'];
    try {
      const {stdout} = await shell.run('git', args, {...options, timeoutMs: PATIENCE_MS});
      return stdout.split('\n').flatMap(line => {
        const [name = '', text] = line.split('\0');
        return text === undefined ? [] : [{file: name.slice('HEAD:'.length), text}];
      });
    } catch (error) {
      // No file has it.
      if (error instanceof CommandFailed) return [];
      throw translated(error);
    }
  },

  async lineEnds(file) {
    const {stdout} = await answer(['ls-files', '--eol', '-z', '--', `:(literal)${file}`], {
      shell,
      options,
      translated,
    });
    return lineEndsIn(stdout);
  },

  async ignoredAt(files) {
    const input = files.join('\0');
    const how = {shell, options: {...options, input}, translated};
    const {stdout} = await answer(['check-ignore', '--verbose', '-z', '--stdin'], how);
    const words = stdout.split('\0');
    return files.flatMap((_, index) => {
      const [source = '', line, pattern = '', file] = words.slice(index * 4, index * 4 + 4);
      return file === undefined || pattern.startsWith('!') ? [] : [{file, at: `${source}:${line}`}];
    });
  },
});

/** Nothing, where git says no. */
const answer = async (
  args: readonly string[],
  {shell, options, translated}: {shell: Shell; options: RunOptions; translated: (error: unknown) => unknown},
): Promise<{stdout: string}> => {
  try {
    return await shell.run('git', args, {...options, timeoutMs: PATIENCE_MS});
  } catch (error) {
    if (error instanceof CommandFailed) return {stdout: ''};
    throw translated(error);
  }
};

interface Log {
  since: string | undefined;
  how: readonly string[];
  read(line: string): void;
}

/** What was read in time counts, where git says no or takes too long. */
const readLog = async (
  {since, how, read}: Log,
  {shell, options, translated}: {shell: Shell; options: RunOptions; translated: (error: unknown) => unknown},
): Promise<void> => {
  const range =
    since === undefined ? ['-n', '1', 'HEAD'] : ['-n', `${MOST_PATCHES.commits}`, `${since}..HEAD`];
  const args = ['-c', 'core.quotePath=false', 'log', ...how, ...range, '--'];
  try {
    await shell.run('git', args, {...options, onLine: read, timeoutMs: PATIENCE_MS});
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw translated(error);
  }
};

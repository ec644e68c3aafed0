import {CommandFailed} from '../../errors/userError.ts';
import type {RunOptions, Shell} from '../shell.ts';

/** Lines that a commit added to a file, one after another. */
export interface Added {
  commit: string;
  file: string;
  /** Of the first of them, in the file as the commit left it. */
  line: number;
  text: string;
}

/** So much of the history is read, newest first: most repositories have less. */
export const MOST_ADDED = {commits: 2_000, lines: 200_000, letters: 2_000} as const;

/** `translated`: what is thrown where git itself is missing. Without a commit there is nothing. */
export const readAdded = async (
  shell: Shell,
  options: RunOptions,
  translated: (error: unknown) => unknown,
): Promise<{added: Added[]; isWhole: boolean}> => {
  const reader = addedReader();
  const args = ['-c', 'core.quotePath=false', 'log', '--all', ...ADDED_OPTIONS];
  try {
    await shell.run('git', args, {...options, onLine: reader.read});
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw translated(error);
  }
  return {added: reader.added, isWhole: reader.isWhole()};
};

/** For `git log`: each commit's line begins with NUL, and no line around what changed is there. */
const ADDED_OPTIONS: readonly string[] = [
  '--no-show-signature',
  '--no-renames',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules',
  '--diff-filter=AM',
  '--dst-prefix=b/',
  '--patch',
  '--unified=0',
  '--format=%x00%H',
  '-n',
  `${MOST_ADDED.commits}`,
];

const HUNK = /^@@ -[\d,]+ \+(\d+)/;

/** Takes the lines of such a log. */
const addedReader = () => {
  const added: Added[] = [];
  let room: number = MOST_ADDED.lines;
  let commit = '';
  let commits = 0;
  let file: string | undefined;
  let hunk: Added | undefined;
  const read = (line: string): void => {
    if (line.startsWith('\0')) {
      commit = line.slice(1);
      commits += 1;
      file = undefined;
      hunk = undefined;
    } else if (line.startsWith('diff --git ')) {
      file = undefined;
      hunk = undefined;
    } else if (hunk === undefined && line.startsWith('+++ b/')) file = line.slice('+++ b/'.length);
    else if (HUNK.test(line) && file !== undefined) {
      hunk = {commit, file, line: Number(HUNK.exec(line)?.[1]), text: ''};
      added.push(hunk);
    } else if (hunk !== undefined && line.startsWith('+') && room > 0) {
      room -= 1;
      hunk.text += `${line.slice(1, MOST_ADDED.letters)}\n`;
    }
  };
  return {read, added, isWhole: (): boolean => room > 0 && commits < MOST_ADDED.commits};
};

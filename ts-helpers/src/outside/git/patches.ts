import type {Patch, PatchedFile} from '../../history/patches.ts';

/** For `git log`: each commit's line begins with NUL, its files follow, then its patch. */
export const PATCH_OPTIONS = (context: number): string[] => [
  '--no-show-signature',
  '--no-merges',
  '--find-renames',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '-w',
  '--raw',
  '--patch',
  `--unified=${context}`,
  '--format=%x00%H',
];

const STATUS: Readonly<Record<string, PatchedFile['status']>> = {A: 'added', D: 'deleted'};
const RAW =
  /^:(?<before>\d{6}) (?<after>\d{6}) \S+ \S+ (?<status>[A-Z])\d*\t(?<file>[^\t]+)(?:\t(?<now>[^\t]+))?$/;
const HUNK = /^@@ -[\d,]+ \+(?<start>\d+)(?:,\d+)? @@(?<heading>.*)$/;

/** Of modes as git has them: 100 begins those of files, 120 is a link, and nothing but naughts is not there. */
const changeOf = (before: string, after: string): Pick<PatchedFile, 'mode' | 'kind'> => {
  if (before === after || [before, after].includes('000000')) return {};
  return before.slice(0, 3) === after.slice(0, 3) ? {mode: true} : {kind: true};
};

/** Takes the lines of such a log; no more of them than `most`. */
export const patchReader = (most: {lines: number; letters: number}) => {
  const patches: Patch[] = [];
  let room = most.lines;
  let file: PatchedFile | undefined;
  let isInHunk = false;

  const begin = (line: string): void => {
    const {before = '', after = '', status = '', file: name = '', now} = RAW.exec(line)?.groups ?? {};
    if (name === '') return;
    const mode = changeOf(before, after);
    const add = (one: PatchedFile): void => {
      patches.at(-1)?.files.push(one);
    };
    if (now === undefined) return add({file: name, status: STATUS[status] ?? 'changed', hunks: [], ...mode});
    // What was moved is gone where it was; that it is somewhere else changes nothing in it.
    add({file: name, status: 'deleted', hunks: []});
    add({file: now, status: 'added', hunks: [], ...mode});
  };
  const read = (line: string): void => {
    if (room <= 0) return;
    room -= 1;
    if (line.startsWith('\0')) {
      patches.push({commit: line.slice(1), files: []});
      isInHunk = false;
    } else if (line.startsWith('diff --git ')) {
      isInHunk = false;
      file = patches
        .at(-1)
        ?.files.findLast(({file: name}) => line.startsWith('diff --git a/') && line.endsWith(` b/${name}`));
    } else if (line.startsWith('@@ ')) {
      const {start = '1', heading = ''} = HUNK.exec(line)?.groups ?? {};
      file?.hunks.push({start: Number(start), heading: heading.slice(0, most.letters), lines: []});
      isInHunk = true;
    } else if (isInHunk) {
      if (!line.startsWith('\\')) file?.hunks.at(-1)?.lines.push(line.slice(0, most.letters) || ' ');
    } else begin(line);
  };
  return {patches, read};
};

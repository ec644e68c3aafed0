import type {Departure} from '../../history/gone.ts';

/** For `git log`: each commit's line begins with NUL, the files that it took away or renamed follow. */
export const DEPARTURE_OPTIONS: readonly string[] = [
  '--no-show-signature',
  '--no-merges',
  '--no-color',
  '--ignore-submodules',
  '--find-renames',
  '--diff-filter=DR',
  '--name-status',
  '--format=%x00%H',
];

const LINE = /^(?:D|R\d*)\t(?<path>[^\t]+)(?:\t(?<to>[^\t]+))?$/;

/** Takes the lines of such a log; no more files than `most`. */
export const departureReader = (most: number) => {
  const departures: Departure[] = [];
  let commit = '';
  const read = (line: string): void => {
    if (line.startsWith('\0')) commit = line.slice(1);
    const {path, to} = LINE.exec(line)?.groups ?? {};
    if (path === undefined || departures.length >= most) return;
    departures.push({commit, path, ...(to !== undefined && {to})});
  };
  return {departures, read};
};

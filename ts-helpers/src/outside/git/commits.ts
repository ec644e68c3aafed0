import type {GitCommit} from '../../history/mergers.ts';
import type {Person} from '../../history/people.ts';

const COMMIT_FIELDS = [
  '%H',
  '%P',
  '%aN',
  '%aE',
  '%cN',
  '%cE',
  '%(trailers:key=Co-authored-by,valueonly,unfold,separator=%x01)',
  '%s',
];

/** For `git log`: one line a commit, which begins with NUL, and its files below. */
export const COMMIT_FORMAT = `--format=%x00${COMMIT_FIELDS.join('%x00')}`;

/** Takes the lines of a log in which every commit's own line begins with NUL; further files are forgotten. */
export const commitReader = (mostFiles: number) => {
  const commits: GitCommit[] = [];
  let room = mostFiles;
  const read = (line: string): void => {
    if (line.startsWith('\0')) {
      commits.push(commitOf(line.slice(1).split('\0')));
    } else if (line !== '' && room > 0) {
      room -= 1;
      commits.at(-1)?.files.push(line);
    }
  };
  return {commits, read};
};

const commitOf = (fields: readonly string[]): GitCommit => {
  const [
    id = '',
    parents = '',
    name = '',
    email = '',
    committer = '',
    address = '',
    trailers = '',
    ...subject
  ] = fields;
  const coAuthors = trailers.split('\u0001').flatMap(coAuthor);
  return {
    id,
    author: {name, email},
    ...(coAuthors.length > 0 && {coAuthors}),
    committer: {name: committer, email: address},
    parents: parents.split(' ').filter(Boolean),
    subject: subject.join(' '),
    isMerge: parents.includes(' '),
    files: [],
  };
};

/** `Grace Hopper <grace@example.org>` */
const coAuthor = (trailer: string): Person[] => {
  const {name = '', email = ''} = /^(?<name>[^<>]*)<(?<email>[^<>]+)>$/.exec(trailer.trim())?.groups ?? {};
  return email.includes('@') ? [{name: name.trim() || email, email: email.trim()}] : [];
};

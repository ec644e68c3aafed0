const WORD =
  /\b(?:error|exception|fatal|panic|traceback|failed|failure|denied|refused|unhealthy|killed|cannot|could not|no space left)\b|^\s*(?:✗|✘|not ok\b)/i;
/** ENOENT and its like, types of exceptions, pytest's and npm's own marks. */
const NAME = /\bE[A-Z]{4,}\b|\b[A-Z]\w*(?:Error|Exception)\b|^E {3}|\bERR!/;
const HARMLESS = [
  /\b(?:0|no) (?:errors?|failed|failures?)\b/i,
  /\berrors?[=:] ?0\b/i,
  /\bfail(?:ed|ures?)?[=:] ?0\b/i,
  /(?:^|\s)--\S*(?:error|fail)/i,
];

/** Whether a log's line is likely to tell of an error: a guess, for highlighting. */
export const looksLikeError = (line: string): boolean =>
  (WORD.test(line) || NAME.test(line)) && !HARMLESS.some(pattern => pattern.test(line));

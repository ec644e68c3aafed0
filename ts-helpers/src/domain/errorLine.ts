const ERROR =
  /\b(?:error|exception|fatal|panic|traceback|failed|failure|denied|refused|unhealthy|killed|cannot|could not|no space left|E[A-Z]{4,}|[A-Z]\w+(?:Error|Exception))\b|^\s*(?:✗|✘|E {3}|not ok\b)/i;
const HARMLESS =
  /\b(?:0|no) (?:errors?|failed|failures?)\b|errors?[=:] ?0\b|\bfail(?:ed|ures?)?[=:] ?0\b|--\S*(?:error|fail)/i;

/** Whether a log's line is likely to tell of an error: a guess, for highlighting. */
export const looksLikeError = (line: string): boolean => ERROR.test(line) && !HARMLESS.test(line);

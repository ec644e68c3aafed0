/** What databases, and what talks to them, say of somebody that sends no password at all. */
export const UNSENT: readonly RegExp[] = [
  /Access denied for user '(?<user>[^'\s]+)'@'[^'\s]*' \(using password: NO\)/,
  /fe_sendauth: no password supplied/,
  /SCRAM-SERVER-FIRST-MESSAGE: client password must be a (?:non-empty )?string/,
  /requested (?:SCRAM-based|password-based) authentication, but no password was provided/,
  /\b[Cc]ommand \w+ requires authentication/,
];

export const isUnsent = (line: string): boolean => UNSENT.some(pattern => pattern.test(line));

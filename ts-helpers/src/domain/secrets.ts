const SECRET_NAME = /pass|secret|token|key|dsn|credential|private|auth|salt/i;
/** A shorter one cannot be hidden without hiding half of every log. */
const SHORTEST = 4;
/** A value so long is hardly a word that a log needs. */
const LONG = 12;

/** In quotes a value may go over several lines. */
const QUOTED = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*("(?:\\.|[^"\\])*"|'[^']*')/gms;
/** Read by itself as well, for a quote that was forgotten must not swallow the variables below it. */
const LINE = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*([^\r\n]*)/gm;

/**
 * The values of an `.env` file that must not be shown: by name, by length, and passwords inside addresses. Short
 * values of harmless names, `DEBUG=false`, stay readable, and with them the log.
 */
export const secretsOf = (envFile: string): string[] => {
  const found = [...envFile.matchAll(QUOTED), ...envFile.matchAll(LINE)].flatMap(
    ([, name = '', written = '']) => {
      const values = readings(written.trim());
      const areSecret = SECRET_NAME.test(name) || values.some(value => value.length >= LONG);
      return [...(areSecret ? values : []), ...values.flatMap(passwordsInAddress)];
    },
  );
  return [...new Set(found)].filter(secret => secret.length >= SHORTEST);
};

/** What the value may be, to one reader of such files or another. */
const readings = (written: string): string[] => {
  if (written.startsWith("'")) return [written.replace(/^'|'$/g, '')];
  if (written.startsWith('"')) {
    const inner = written.replace(/^"|"$/g, '');
    return [inner, inner.replaceAll(String.raw`\n`, '\n').replaceAll(/\\(.)/g, '$1')];
  }
  const comment = written.search(/\s#/);
  return comment === -1 ? [written] : [written, written.slice(0, comment).trim()];
};

const passwordsInAddress = (value: string): string[] => {
  const password = value.match(/^[a-z][a-z0-9+.-]*:\/\/[^:/@]*:([^@]+)@/i)?.[1];
  return password === undefined ? [] : [password, decoded(password)];
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    // It has a bare % and was never encoded.
    return text;
  }
};

/** An address with a user, and what is secret in it: as written, and as its server reads it. */
export const secretsOfUrl = (address: string): string[] => [address, ...passwordsInAddress(address)];

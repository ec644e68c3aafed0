/** What a file tells, without its key, of how age encrypted it. */
export type AgeFile = 'encrypted' | 'by a passphrase' | 'cut' | 'plain';

const BEGINNING = 'age-encryption.org/v1\n';
const ARMOR = '-----BEGIN AGE ENCRYPTED FILE-----';
const ARMOR_END = '-----END AGE ENCRYPTED FILE-----';

/**
 * Its header ends with a line of its own, which only the key can check; of what follows, which may be anything but text, only
 * whether there is enough is known.
 */
export const readAgeFile = (text: string): AgeFile => {
  const begun = text.trimStart();
  const isArmored = begun.startsWith(ARMOR);
  const content = isArmored ? withoutArmor(begun) : begun;
  if (!content.startsWith(BEGINNING)) return isArmored ? 'cut' : 'plain';
  const rest = content.slice(BEGINNING.length);
  if (rest.startsWith('-> scrypt ')) return 'by a passphrase';
  if (isArmored && !begun.trimEnd().endsWith(ARMOR_END)) return 'cut';
  const payload = payloadOf(rest);
  return payload === undefined || payload.length < LEAST / (isArmored ? 1 : MOST_BYTES_A_LETTER)
    ? 'cut'
    : 'encrypted';
};

/** A nonce and the mark of an empty text, 16 bytes each. */
const LEAST = 32;
const MOST_BYTES_A_LETTER = 4;

/** Undefined where the header has no end: `--- `, its mark of 32 bytes, and a line end. */
const payloadOf = (rest: string): string | undefined => {
  const at = rest.indexOf('\n--- ');
  if (at === -1) return undefined;
  const [mark = '', ...more] = rest.slice(at + '\n--- '.length).split('\n');
  return mark.length === MARK && more.length > 0 ? more.join('\n') : undefined;
};

/** Letters of base64, without the one that would fill it up. */
const MARK = 43;

const withoutArmor = (text: string): string =>
  Buffer.from(text.slice(ARMOR.length).replace(ARMOR_END, '').replaceAll(/\s/g, ''), 'base64').toString(
    'latin1',
  );

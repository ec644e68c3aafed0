/** What the beginning of a file tells of how age encrypted it. */
export type AgeFile = 'encrypted' | 'by a passphrase' | 'plain';

const BEGINNING = 'age-encryption.org/v1\n';
const ARMOR = '-----BEGIN AGE ENCRYPTED FILE-----';

/** The rest of it is not looked at, and may be anything but text. */
export const readAgeFile = (text: string): AgeFile => {
  const begun = text.trimStart();
  const header = begun.startsWith(ARMOR) ? withoutArmor(begun) : begun.slice(0, LONGEST_HEADER);
  if (!header.startsWith(BEGINNING)) return begun.startsWith(ARMOR) ? 'encrypted' : 'plain';
  return header.slice(BEGINNING.length).startsWith('-> scrypt ') ? 'by a passphrase' : 'encrypted';
};

const LONGEST_HEADER = 200;

const withoutArmor = (text: string): string =>
  Buffer.from(
    text.slice(ARMOR.length, ARMOR.length + LONGEST_HEADER).replaceAll(/\s/g, ''),
    'base64',
  ).toString('latin1');

/** What is looked for: a secret in one of its forms. */
export interface Needle {
  text: string;
  /** It is so short that within longer words it is something else. */
  standsAlone: boolean;
}

/** A secret as it is, and in the encodings that cannot be told from other text: Base64 and hexadecimal digits. */
export const needlesOf = (secret: string): Needle[] => [
  {text: secret, standsAlone: secret.length < SHORTEST_WITHIN || /^\d+$/.test(secret)},
  ...encodedTwice(secret)
    .filter(text => text.length >= SHORTEST_ENCODED)
    .map(text => ({text, standsAlone: false})),
];

const SHORTEST_WITHIN = 6;
const SHORTEST_ENCODED = 7;
/** Whole keys are not written twice over, and would be looked for in thirty lengths. */
const LONGEST_TWICE = 200;

/** Encoded, and what is encoded once more: a password in `.dockerconfigjson` of a cluster, for one. */
const encodedTwice = (secret: string): string[] => {
  const once = encoded(secret);
  return secret.length > LONGEST_TWICE ? once : [...once, ...once.flatMap(encoded)];
};

const encoded = (text: string): string[] => [...inBase64(text), ...inHex(text)];

/** At each of the three places where a secret can begin within a longer text, `user:secret` for one, in both alphabets. */
const inBase64 = (text: string): string[] =>
  [0, 1, 2].flatMap(before => {
    const encoded = Buffer.from('-'.repeat(before) + text).toString('base64');
    // The first and the last character depend on the neighbours.
    const own = encoded.slice(Math.ceil((before * 4) / 3)).replace(/.={1,2}$/, '');
    const forUrls = own.replaceAll('+', '-').replaceAll('/', '_');
    return forUrls === own ? [own] : [own, forUrls];
  });

const inHex = (text: string): string[] => {
  const small = Buffer.from(text).toString('hex');
  return [small, small.toUpperCase()];
};

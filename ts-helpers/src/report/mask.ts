import {shownLines} from '../domain/line.ts';
import {literally} from '../domain/text.ts';

/** Hides secrets in everything that is shown, whatever form they take there. */
export interface Masks {
  hide(secret: string): void;
  mask(text: string): string;
  /** As JSON, every text in it masked, and still JSON whatever the secrets are. */
  json(data: unknown): string;
  /** A copy of plain data, every text in it masked. */
  data<T>(data: T): T;
}

const MASK = '****';
/** Shorter ones would mask half of every line, and tell more by it than they hide. */
const SHORTEST = 4;

export const createMasks = (): Masks => {
  const forms = new Set<string>();
  let pattern: RegExp | undefined;
  const mask = (text: string) => shownLines(pattern ? text.replace(pattern, MASK) : text);
  const json = (data: unknown) =>
    JSON.stringify(data ?? null, (_, value: unknown) => (typeof value === 'string' ? mask(value) : value), 2);
  return {
    hide(secret) {
      for (const form of formsOf(secret)) forms.add(form);
      const longestFirst = [...forms].sort((a, b) => b.length - a.length);
      // Linear: texts side by side, none of which repeats anything.
      pattern = forms.size === 0 ? undefined : new RegExp(longestFirst.map(literally).join('|'), 'g');
    },
    mask,
    json,
    data: data => JSON.parse(json(data)) as typeof data,
  };
};

const formsOf = (secret: string): string[] =>
  [secret, ...secret.split(/\r?\n/)]
    .map(part => part.trim())
    .filter(part => part.length >= SHORTEST)
    .flatMap(part => [part, encodeURIComponent(part), inJson(part), ...inBase64(part)]);

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** At each of the three places where a secret can begin within a longer text, `user:secret` for one. */
const inBase64 = (text: string): string[] =>
  [0, 1, 2]
    .map(before => {
      const encoded = Buffer.from('-'.repeat(before) + text).toString('base64');
      // The first and the last character depend on the neighbours.
      return encoded.slice(Math.ceil((before * 4) / 3)).replace(/.={1,2}$/, '');
    })
    .filter(form => form.length >= 2 * SHORTEST);

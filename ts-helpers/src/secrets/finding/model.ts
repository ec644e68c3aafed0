import type {ComposeModel} from '../../compose/model.ts';

/** A text of the model, and the name that says what it is. */
export interface NamedText {
  name: string;
  text: string;
}

/** All texts of the model, each with its key; those of a list together, and each with the flag before it. */
export const textsOf = (model: ComposeModel): NamedText[] => [
  ...textsIn(model, '', DEEPEST),
  // What it calls a secret is one, whatever it is called.
  ...Object.values(model.secrets ?? {}).flatMap(secret =>
    secret?.content === undefined ? [] : [{name: 'SECRET', text: secret.content}],
  ),
];

const DEEPEST = 20;

const textsIn = (part: unknown, name: string, depth: number): NamedText[] => {
  if (typeof part === 'string' || typeof part === 'number') return [{name, text: String(part)}];
  if (typeof part !== 'object' || part === null || depth === 0) return [];
  if (!Array.isArray(part))
    return Object.entries(part).flatMap(([key, value]) => textsIn(value, key, depth - 1));
  const words = part.every(word => typeof word === 'string') ? [{name: '', text: part.join(' ')}] : [];
  return [...words, ...part.flatMap((value: unknown, at) => textsIn(value, flagOf(part[at - 1]), depth - 1))];
};

/** `--requirepass`, before what it is about. */
const flagOf = (word: unknown): string =>
  (typeof word === 'string' ? /^--?(?<flag>[A-Za-z][\w-]*)$/.exec(word)?.groups?.['flag'] : undefined) ?? '';

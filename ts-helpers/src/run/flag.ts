/** A flag of a verb, with the type of what it gives. */
export interface Flag<Value = unknown> {
  does: string;
  short?: string;
  /** What its value is called in the help; a flag without one is on or off. */
  value?: string;
  choices?: readonly string[];
  /** What it gives where it is not given. */
  none: Value;
  read(text: string): Read<Value>;
}

/** A value, or why a text is none: `must be a or b, not c`, with an example of one. */
type Read<Value> = {value: Value} | {refusal: string; example?: string};

export const on = (does: string, short?: string): Flag<boolean> => ({
  does,
  ...(short !== undefined && {short}),
  none: false,
  read: () => ({value: true}),
});

export const word = (value: string, does: string): Flag<string | undefined> => ({
  does,
  value,
  none: undefined,
  read: text => ({value: text}),
});

export const file = (does: string): Flag<string | undefined> => word(FILE, does);

export const folder = (does: string): Flag<string | undefined> => word(FOLDER, does);

/** Values by which a shell completes names of files, and of folders. */
export const FILE = 'FILE';
export const FOLDER = 'DIR';

export const oneOf = <const C extends readonly string[]>(
  choices: C,
  value: string,
  does: string,
): Flag<C[number] | undefined> => ({
  ...word(value, does),
  choices,
  read(text) {
    return choices.includes(text) ? {value: text} : {refusal: `must be ${choices.join(' or ')}, not ${text}`};
  },
});

/** Names, one or several with commas between. */
export const names = (value: string, does: string): Flag<readonly string[] | undefined> => ({
  does,
  value,
  none: undefined,
  read(text) {
    const all = text.split(',').map(name => name.trim());
    return all.includes('')
      ? {refusal: `needs names with commas between, not ${JSON.stringify(text)}`, example: 'db,queue'}
      : {value: all};
  },
});

export const minutes = (does: string): Flag<number | undefined> => ({
  does,
  value: 'MINUTES',
  none: undefined,
  read(text) {
    const number = Number(text);
    return number > 0 && Number.isFinite(number)
      ? {value: number}
      : {refusal: `needs a number of minutes, not ${JSON.stringify(text)}`, example: '30'};
  },
});

/** `takeOver` is written `--take-over`. */
export const written = (flag: string): string =>
  `--${flag.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;

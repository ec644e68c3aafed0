// eslint-disable-next-line no-control-regex
const ANSI = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\))/g;
/** Turn what follows them around, beyond the text that brought them. Letters need none to run from right to left. */
const DIRECTIONS = /[\u202A-\u202E\u2066-\u2069]/g;

/** Without colours, and without marks that change the direction of what follows. */
export const plain = (text: string): string => text.replace(ANSI, '').replace(DIRECTIONS, '');

export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

/** For a regular expression that matches just this. */
export const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

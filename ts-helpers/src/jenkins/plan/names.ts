import {UserError} from '../../errors/userError.ts';

/** What Jenkins takes in no name of an item (`Jenkins.checkGoodName`). */
const UNSAFE = /[?*/\\%!@#$^&|<>[\]:;\p{Cc}]/u;

/** Jenkins would refuse them one by one, when half of what was wanted is there already. Throws BAD_SETTING. */
export const refuseNames = (names: readonly string[], setting: string): void => {
  for (const name of names) {
    const why = whyRefused(name);
    if (why === undefined) continue;
    throw new UserError('BAD_SETTING', `Jenkins takes no item called ${JSON.stringify(name)}: ${why}.`, {
      where: setting,
      remedy: `Choose another name in the setting ${setting}; letters, digits, spaces, hyphens and underscores are safe.`,
    });
  }
};

const whyRefused = (name: string): string | undefined => {
  const [letter] = UNSAFE.exec(name) ?? [];
  if (letter !== undefined) return `it has ${JSON.stringify(letter)}`;
  if (/^\.{1,2}$/.test(name)) return 'that is a folder of its own';
  return name.endsWith('.') ? 'it ends with a dot' : undefined;
};

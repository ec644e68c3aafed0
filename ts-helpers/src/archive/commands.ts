/** Whose backups are meant. */
export interface Meant {
  project: string;
  /** Instance or environment, where it is not the project's production itself. */
  part?: string | undefined;
  /** Names of environments but production, which end a part that is of one. */
  environments?: readonly string[] | undefined;
}

/** On the host of it; it proves what it has stored. */
export const backUp = (meant: Meant): string => `countable backup ${wordsOf(meant)}`;

/** Where the bucket may be read, and the key is. */
export const prove = (meant: Meant): string => `countable verify ${wordsOf(meant)}`;

/** `shop`, `shop/kmc`, `shop/kmc --environment stage`. */
const wordsOf = ({project, part, environments = []}: Meant): string => {
  if (part === undefined) return project;
  const ends = (one: string): boolean => part === one || part.endsWith(`-${one}`);
  const environment = environments.find(ends);
  if (environment === undefined) return `${project}/${part}`;
  const instance = part.slice(0, -environment.length - 1);
  return `${project}${instance === '' ? '' : `/${instance}`} --environment ${environment}`;
};

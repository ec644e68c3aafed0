const OURS = 'Countable ';

/** What we call something of ours in a project. */
export const ownName = (project: string, about: string): string => `${OURS}${project}: ${about}`;

/** Whether it is such a name, whatever the project was called when it was given: slugs change. */
const isOwnName = (name: string, about: string): boolean =>
  name.startsWith(OURS) && name.endsWith(`: ${about}`);

/**
 * The one of that name; else the one that was given its name when the project had another, if it is not another
 * project's.
 */
export const ownAmong = <T extends {name: string}>(
  entries: readonly T[],
  {project, about}: {project: string; about: string},
  isStrange: (entry: T) => boolean = () => false,
): T | undefined =>
  entries.find(({name}) => name === ownName(project, about)) ??
  entries.find(entry => isOwnName(entry.name, about) && !isStrange(entry));

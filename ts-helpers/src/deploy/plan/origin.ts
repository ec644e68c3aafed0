/** What tells repositories apart that have no remote. */
export interface Origin {
  /** Their first commits: none where git does not have them all. */
  roots: readonly string[];
  /** On a laptop, where they lie. */
  folder?: string | undefined;
}

/** In one text, for a label and a record; undefined where there is nothing to tell. */
export const originText = ({roots, folder}: Origin): string | undefined => {
  const words = [...[...roots].sort(), ...(folder === undefined ? [] : [FOLDER + folder])];
  return words.length === 0 ? undefined : words.join(' ');
};

const originIn = (text: string): Origin => {
  const at = text.indexOf(FOLDER);
  return {
    roots: text
      .slice(0, at === -1 ? undefined : at)
      .split(' ')
      .filter(Boolean),
    ...(at !== -1 && {folder: text.slice(at + FOLDER.length)}),
  };
};

/** By a first commit that both have, whatever was merged in since; by the folder where one of them has none. */
export const isSameOrigin = (one: string, other: string): boolean => {
  const [mine, theirs] = [originIn(one), originIn(other)];
  if (mine.roots.length > 0 && theirs.roots.length > 0)
    return mine.roots.some(root => theirs.roots.includes(root));
  return mine.folder !== undefined && mine.folder === theirs.folder;
};

/** As people are told: by the first commit, or the folder. */
export const originWords = (text: string): string => {
  const {roots, folder} = originIn(text);
  const [root] = roots;
  return root === undefined
    ? `the one in ${folder}`
    : `the one that began with the commit ${root.slice(0, 7)}`;
};

const FOLDER = 'folder:';

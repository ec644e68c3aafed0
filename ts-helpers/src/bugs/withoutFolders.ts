/**
 * Text of this machine for those who are elsewhere: of each path the last name alone. `known`: folders of which it may
 * speak, since names with spaces in them end where nobody can tell.
 */
export const withoutFolders = (text: string, known: readonly string[] = []): string =>
  [...known]
    .filter(folder => folder.length > 1)
    .sort((a, b) => b.length - a.length)
    .flatMap(folder => [folder, encodeURI(folder)])
    .reduce((rest, folder) => rest.replaceAll(folder, GONE), text)
    .replace(QUOTED, (_, before: string, path: string) => before + lastName(path))
    .replace(PATH, (_, before: string, path: string) =>
      // Of `https://host`.
      before === ':' && path.startsWith('//') ? before + path : before + lastName(path),
    );

const GONE = '…';
/** From quote to quote: such a path may have spaces. */
const QUOTED = /(^|[^\w/])(["'`](?:[a-z]+:\/\/)?[/…][^"'`\n]*["'`])/g;
/** Not what follows a host or a name: `https://host/path`, `src/app.py`. */
const PATH = /(^|[^\w/.@~%+)\]-])((?:[a-z]+:\/\/)?[/…]\/?[^\s"'`:;,()<>|]+)/g;

/** `…/app.py`; a folder ends with a slash. */
const lastName = (path: string): string => {
  const quote = /^["'`]/.exec(path)?.[0] ?? '';
  const names = path
    .slice(quote.length)
    .replace(/^[a-z]+:\/\//, '')
    .split('/');
  const name = names.pop() ?? '';
  return names.length < 2 && !names.includes(GONE) ? path : `${quote}${GONE}/${name}`;
};

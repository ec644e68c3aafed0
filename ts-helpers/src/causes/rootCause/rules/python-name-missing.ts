import {inOwnPlace, ownIn} from '../own.ts';
import type {Rule, Seen} from '../rule.ts';
import {nameOf} from '../../words.ts';

export const pythonNameMissing: Rule = {
  name: 'python-name-missing',

  patterns: [
    /ImportError: cannot import name '(?<name>[^']+)' from (?:partially initialized module )?'(?<module>[^']+)'/,
    /AttributeError: (?:partially initialized )?module '(?<module>[^']+)' has no attribute '(?<name>[^']+)'/,
  ],
  sentence: seen => {
    const {name = '', module = ''} = seen.groups;
    if (!isCircular(seen)) return `The Python module ${module} has no ${name}.`;
    const other = importerOf(seen);
    return isHidden(seen)
      ? `The file ${other} hides the Python module ${module}, whose ${name} is wanted.`
      : `Circular import: ${module} and ${other ?? `what imports ${name}`} import each other.`;
  },
  remedy: seen => {
    const {name = '', module = ''} = seen.groups;
    const own = inOwnPlace(seen);
    if (isCircular(seen))
      return isHidden(seen)
        ? `Give ${importerOf(seen)} another name: it is imported instead of ${module}.`
        : `Import ${name}${own} within the function that needs it, or move it to a module of its own that both import.`;
    if (isOwn(seen)) return `Correct the name${own}, or put ${name} (back) into ${module}.`;
    return isOfPython(seen)
      ? `Correct the name${own}; another Python than that of the image may have it: see FROM in the Dockerfile.`
      : `Correct the name${own}, or pin the version of ${module.split('.', 1)[0]} that has ${name} in requirements.txt.`;
  },
};

const isCircular = ({line = ''}: Seen): boolean => line.includes('partially initialized');

/** The file that was being read when the other one was not ready. */
const importerOf = (seen: Seen): string | undefined => ownIn(seen)?.path;

const isHidden = (seen: Seen): boolean =>
  nameOf(importerOf(seen) ?? '') === `${seen.groups['module']?.split('.').at(-1)}.py`;

const foundAt = (line = ''): string | undefined => /\((\/[^\s()]+)\)$/.exec(line)?.[1];

const isOfPython = ({line}: Seen): boolean => {
  const found = foundAt(line) ?? '';
  return /\/python[\d.]+\//.test(found) && !found.includes('-packages/');
};

/** By where Python found it, else by what is there of its own files. */
const isOwn = ({line, lines, groups: {module = ''}}: Seen): boolean => {
  const found = foundAt(line);
  if (found !== undefined) return !/\/(?:site|dist)-packages\/|^\/usr\//.test(found);
  const [top] = module.split('.');
  return lines.some(
    other => other.includes('File "') && other.includes(`/${top}/`) && !/-packages\//.test(other),
  );
};

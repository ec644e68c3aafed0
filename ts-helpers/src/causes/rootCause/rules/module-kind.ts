import {ownPlaceIn} from '../../exception.ts';
import type {Rule} from '../rule.ts';

export const moduleKind: Rule = {
  name: 'module-kind',

  patterns: [
    /ReferenceError: (?<word>\w+) is not defined in ES module scope/,
    /\brequire\(\) of ES Module (?<module>\S+) (?:from (?<from>\S+) )?not supported/,
  ],
  sentence: ({groups: {word, module = 'it', from = 'A file'}, lines}) =>
    word === undefined
      ? `${from} calls require() for ${module}, which is an ES module.`
      : `${fileIn(lines)} uses ${word}, but Node reads it as an ES module, which has none.`,
  remedy: ({groups: {word, module = 'it'}, lines}) => {
    if (word === undefined)
      return `Write \`await import()\` for ${module}, or install its last version that knew require().`;
    const isSaid = lines.some(line => line.includes('"type": "module"'));
    return `${isSaid ? 'Take "type": "module" out of package.json again, or call' : 'Call'} what uses ${word} .cjs; as an ES module it needs ${INSTEAD[word] ?? 'import'} instead.`;
  },
};

const fileIn = (lines: readonly string[]): string => ownPlaceIn(lines)?.path ?? 'A file';

const INSTEAD: Readonly<Record<string, string>> = {
  module: 'export',
  exports: 'export',
  __dirname: 'import.meta.dirname',
  __filename: 'import.meta.filename',
};

import {changedLines, type PatchedFile} from '../history/patches.ts';
import {folderOf} from '../causes/words.ts';
import {isInert, isTestFile, nameOf, stemOf} from '../history/sourceFiles.ts';
import type {Questions, Testimony} from './questions.ts';
import {changing} from './suspects/code.ts';
import {bodiesIn, definitionAt, namesIn, testAt} from './suspects/definitions.ts';
import type {Suspect} from '../result/suspect.ts';
import {WEIGHTS} from './suspects/weights.ts';

/** Who changed what the line where it failed calls, or what the test does, or what that calls in turn. */
export const byCalls = (questions: Questions, {patches, texts}: Testimony): Suspect[] => {
  const {places} = questions;
  const [first] = places;
  if (first === undefined) return [];
  const isTest = isTestFile(first.file);
  const called = calledAt(first, texts.get(first.file) ?? '');
  const found = changing(patches, name => called.has(name), {notTests: true}).map(({commit, file, name}) => ({
    commit,
    file,
    weight: isTest ? WEIGHTS.calledByTest : WEIGHTS.called,
    why: `changed ${name}, which ${isTest ? 'the test' : 'the line that failed'} calls`,
  }));
  return isTest
    ? [...found, ...byCallsBelow(called, {patches, texts})]
    : [...found, ...byProperties(lineAt(first, texts), patches)];
};

const lineAt = ({file, line}: Questions['places'][number], texts: Testimony['texts']): string =>
  texts.get(file)?.split('\n')[line - 1] ?? '';

/** Who changed what a module gives under a name: `port` of `config.js`, where `config.port` fails. */
const byProperties = (line: string, patches: Testimony['patches']): Suspect[] => {
  const used = [...line.matchAll(/\b(?<of>[A-Za-z_]\w*)\.(?<name>[A-Za-z_]\w*)/g)].map(({groups}) => groups);
  return patches.flatMap(({commit, files}) =>
    files
      .filter(({file}) => CODE.test(file) && !isTestFile(file) && !isInert(file))
      .flatMap(file => {
        const found = used.find(
          one =>
            namesOfModule(file.file).includes(one?.['of'] ?? '') && givesOther(file, one?.['name'] ?? ''),
        );
        return found === undefined
          ? []
          : [
              {
                commit,
                file: file.file,
                weight: WEIGHTS.called,
                why: `changed ${found['name']}, which the line that failed takes from it`,
              },
            ];
      }),
  );
};

const givesOther = (file: PatchedFile, name: string): boolean =>
  changedLines(file).some(line => {
    const [before = '', after] = line
      .slice(1)
      .trim()
      .replace(/^(?:export |const |let |var )+/, '')
      .split(/[:=]/);
    return after !== undefined && before.trim().replaceAll(/["']/g, '') === name;
  });

const calledAt = ({file, line}: Questions['places'][number], text: string): Set<string> => {
  const lines = text.split('\n');
  const around = isTestFile(file) ? (testAt(text, line) ?? definitionAt(text, line)) : undefined;
  const part = around === undefined ? [] : lines.slice(around.from - 1, around.to);
  const names = namesIn([...part, lines[line - 1] ?? ''].join('\n'));
  for (const name of [...EVERYWHERE, definitionAt(text, line)?.name ?? '']) names.delete(name);
  return names;
};

/** Names that say nothing. */
const EVERYWHERE = [
  'main',
  'run',
  'get',
  'set',
  'setUp',
  'init',
  '__init__',
  'self',
  'this',
  'test',
  'it',
  'expect',
];

const byCallsBelow = (
  called: ReadonlySet<string>,
  {patches, texts}: Pick<Testimony, 'patches' | 'texts'>,
): Suspect[] => {
  const code = [...texts].filter(([file]) => !isTestFile(file)).map(([, text]) => text);
  const bodies = code.flatMap(bodiesIn).filter(({name}) => called.has(name));
  const below = new Map<string, string>();
  for (const {name, text} of bodies)
    for (const word of namesIn(text))
      if (!called.has(word) && !EVERYWHERE.includes(word)) below.set(word, name);
  const mentioned = new Set(code.flatMap(text => [...namesIn(text)]));
  return changing(patches, name => below.has(name), {notTests: true})
    .filter(({file}) => namesOfModule(file).some(name => mentioned.has(name)) || texts.has(file))
    .map(({commit, file, name}) => ({
      commit,
      file,
      weight: WEIGHTS.calledBelow,
      why: `changed ${name}, which ${below.get(name)} calls, which the test calls`,
    }));
};

/** The files of code that a test is of: what it imports, what it is named after, what lies beside it in a Go package. */
export const filesUnderTest = (test: string, text: string, files: Iterable<string>): string[] => {
  const imported = namesIn(
    text
      .split('\n')
      .filter(line => IMPORTS.test(line))
      .join('\n'),
  );
  for (const word of text.match(/\b[A-Z]\w+/g) ?? []) imported.add(word);
  imported.add(subjectOf(test));
  const isBeside = (file: string) =>
    test.endsWith('_test.go') && file.endsWith('.go') && folderOf(file) === folderOf(test);
  return [...files].filter(
    file =>
      CODE.test(file) &&
      languageOf(file) === languageOf(test) &&
      !isTestFile(file) &&
      !isInert(file) &&
      (isBeside(file) || namesOfModule(file).some(name => imported.has(name))),
  );
};

const IMPORTS = /^\s*(?:import|from|use|using|require|require_relative|include|const|let|var|alias)\b/;
const CODE = /\.(?:py|rb|php|java|kt|cs|go|rs|[cm]?[jt]sx?|vue|ex|scala)$/;

const languageOf = (file: string): string =>
  file.slice(file.lastIndexOf('.')).replace(/^\.([cm]?[jt]sx?|vue)$/, 'js');

/** `cart` of `test_cart.py`, `CartTest.java` and `cart.spec.ts`. */
const subjectOf = (test: string): string =>
  stemOf(test)
    .replace(/^(?:test|spec)_/, '')
    .replace(/[._-](?:tests?|spec|cy)$|Tests?$/, '');

/** `order_line.rb` is of `OrderLine`. */
const namesOfModule = (file: string): string[] => {
  const stem = stemOf(nameOf(file));
  return [stem, stem.replace(/(?:^|[_-])[a-z]/g, part => part.slice(-1).toUpperCase())];
};

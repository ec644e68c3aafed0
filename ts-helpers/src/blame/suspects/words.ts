import {changedLines, type Patch, type PatchedFile} from '../../history/patches.ts';
import {isMigration, isVendored, nameOf, stemOf} from '../../history/sourceFiles.ts';
import {nameDefinedIn} from './definitions.ts';
import type {Questions, Testimony} from '../questions.ts';
import type {Suspect} from '../../result/suspect.ts';
import {WEIGHTS} from './weights.ts';

/** Who took away what the failure misses, or who was the first to ask for it. */
export const byWords = ({missing}: Questions, {patches}: Testimony): Suspect[] =>
  missing.flatMap(word => {
    const found = patches.flatMap(patch => suspectsBy(word, patch));
    const isGone = found.some(({weight}) => weight >= WEIGHTS.wordGone);
    return found.map(suspect =>
      isGone && suspect.weight === WEIGHTS.wordNew ? {...suspect, weight: WEIGHTS.doubtful} : suspect,
    );
  });

/** The same of what the failure only names: that it was taken away says much, that it came little. */
export const byNames = ({named, pieces}: Questions, {patches}: Testimony): Suspect[] => {
  const own = patches.map(withoutVendored);
  return [
    ...named.flatMap(word => own.flatMap(patch => suspectsBy(word, patch)).flatMap(lighter)),
    ...pieces.flatMap(piece =>
      patches.flatMap(({commit, files}) =>
        files
          .filter(file => changedLines(file).some(line => line.startsWith('+') && line.includes(piece)))
          .map(({file}) => ({commit, file, weight: WEIGHTS.wordNew, why: `added what the failure shows`})),
      ),
    ),
  ];
};

/** Where others' code was brought up to date any word comes and goes. */
const withoutVendored = (patch: Patch): Patch => ({
  ...patch,
  files: patch.files.filter(({file, status}) => status === 'deleted' || !isVendored(file)),
});

const lighter = (suspect: Suspect): Suspect[] => {
  const weight = NAMED.get(suspect.weight) ?? suspect.weight;
  return weight === 0 ? [] : [{...suspect, weight}];
};

const NAMED = new Map<number, number>([
  [WEIGHTS.wordNew, WEIGHTS.nameNew],
  [WEIGHTS.wordUseGone, WEIGHTS.nameUseGone],
  [WEIGHTS.wordChanged, WEIGHTS.nameUseGone],
  [WEIGHTS.wordTouched, 0],
]);

const suspectsBy = (word: string, patch: Patch): Suspect[] => {
  const {commit} = patch;
  const gone = patch.files.find(one => isGone(one, word));
  if (gone) {
    const why = gone.kind ? `made a link of ${gone.file}` : `removed ${gone.file}`;
    return [{commit, file: gone.file, weight: WEIGHTS.fileGone, why}];
  }
  const net = netOf(patch, word);
  const moved = patch.files.filter(
    one => Math.sign(netIn(one, word)) === Math.sign(net) && mentions(one, word),
  );
  // What gives it its meaning says more than what only uses it.
  const file = moved.find(one => isDefinition(one, word, net < 0 ? '-' : '+')) ?? moved[0];
  if (file === undefined) return [];
  const at = {commit, file: file.file, ...lineOf(file, word, net)};
  if (net < 0) {
    const weight = isDefinition(file, word, '-') ? WEIGHTS.wordGone : WEIGHTS.wordUseGone;
    return [{...at, weight, why: `removed ${word}`}];
  }
  if (net > 0) return [{...at, weight: WEIGHTS.wordNew, why: `added ${word}`}];
  const isOther = isDefinition(file, word, '-') && isDefinition(file, word, '+');
  return [
    {...at, weight: isOther ? WEIGHTS.wordChanged : WEIGHTS.wordTouched, why: `changed lines with ${word}`},
  ];
};

/** The commits that have to do with what is missing: that took it away or brought it, else that have lines with it. */
export const commitsAbout = (missing: readonly string[], patches: readonly Patch[]): Set<string> => {
  const isMoved = (patch: Patch, word: string) =>
    netOf(patch, word) !== 0 || patch.files.some(one => isGone(one, word));
  const found = missing.flatMap(word => {
    const moved = patches.filter(patch => isMoved(patch, word));
    return moved.length > 0 ? moved : patches.filter(({files}) => files.some(one => mentions(one, word)));
  });
  return new Set(found.map(({commit}) => commit));
};

/** Where a link leads is another file system in a container. */
const isGone = ({file, status, kind}: PatchedFile, word: string): boolean =>
  (status === 'deleted' || kind === true) && isNamed(file, word);

const isNamed = (file: string, word: string): boolean =>
  nameOf(file) === word || (stemOf(file) === word && !isMigration(file));

/** How many more times a commit's files have a word than before. */
const netOf = ({files}: Patch, word: string): number =>
  files.reduce((sum, file) => sum + netIn(file, word), 0);

const netIn = (file: PatchedFile, word: string): number => {
  let net = 0;
  for (const line of changedLines(file)) net += count(line, word, file) * (line.startsWith('+') ? 1 : -1);
  return net;
};

export const mentions = (file: PatchedFile, word: string): boolean =>
  changedLines(file).some(line => count(line, word, file) > 0);

const count = (line: string, word: string, {file}: Pick<PatchedFile, 'file'>): number => {
  const [text, letter] = [line.slice(1), HAS_DOLLARS.test(file) ? /[\w$]/ : /\w/];
  let found = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text[at - 1] ?? '', text[at + word.length] ?? ''];
    if (!letter.test(before) && !letter.test(after) && (!KEYWORDS.has(word) || AS_NAME.test(before)))
      found += 1;
  }
  return found;
};

/** Where `$from` is a name, and not what stands for `from`. */
const HAS_DOLLARS = /\.(?:[cm]?[jt]sx?|vue|php|phtml|rb|pl|java|kt|scala|groovy)$/;
/** These are everywhere; a name they are in quotes, behind a dollar, a brace or a dot. */
const KEYWORDS = new Set(
  'from import class type in is as not and or if else for while with def return new end'.split(' '),
);
const AS_NAME = /["'`$.{:[]/;

const lineOf = (file: PatchedFile, word: string, net: number): {line?: number} => {
  for (const {start, lines} of file.hunks) {
    let number = start;
    for (const line of lines) {
      const isMeant = line.startsWith(net < 0 ? '-' : '+') && count(line, word, file) > 0;
      // Git counts from 0 where nothing of the file is left there.
      if (isMeant) return number > 0 ? {line: number} : {};
      if (!line.startsWith('-')) number += 1;
    }
  }
  return {};
};

/** Whether one of the lines is what gives the word its meaning, and not only a use of it. */
const isDefinition = (file: PatchedFile, word: string, sign: '+' | '-'): boolean =>
  changedLines(file)
    .filter(line => line.startsWith(sign) && count(line, word, file) > 0)
    .some(line => {
      const text = line.slice(1).trim();
      if (nameDefinedIn(line.slice(1)) === word || isAnchor(file, text, word)) return true;
      const [before = ''] = text.split(word, 1);
      return (
        /^[-*"'$\s]*$/.test(before) ||
        isKey(before, text.slice(before.length + word.length)) ||
        DEFINING.some(pattern => pattern.test(before))
      );
    });

/** `x-app: &app` of YAML. */
const isAnchor = ({file}: PatchedFile, text: string, word: string): boolean =>
  /\.ya?ml$/.test(file) && text.split(/\s/).includes(`&${word}`);

/** `App\Mailer:` */
const isKey = (before: string, after: string): boolean =>
  /^[\w\\.]+[\\.]$/.test(before) && /^["']?[:=]/.test(after);

const DEFINING = [
  /\b(?:def|function|func|fn|fun|class|interface|trait|struct|record|module|type|enum) /,
  /\b(?:const|let|var|val|int|void|long|boolean|[Ss]tring|bool) /,
  /\b(?:import|from|require|use|using|gem|ENV|ARG)\b/,
  /\bexports?\b/,
];

import type {PatchedFile} from '../../history/patches.ts';
import {isManifest, nameOf} from '../../history/sourceFiles.ts';
import type {Questions, Testimony} from '../questions.ts';
import type {Suspect} from '../../result/suspect.ts';
import {WEIGHTS} from './weights.ts';

const FRAME =
  /(?:\/(?:node_modules|site-packages|dist-packages)|\/gems)\/(?<name>@[\w.-]+\/[\w.-]+|[\w.-]+)|\/vendor\/(?<vendored>[\w.-]+\/[\w.-]+)\//g;
/** A frame names a line, and warns of nothing. */
const IS_FRAME = /:\d|\bline \d|\(\d+\)/;
const WARNS = /warn(?:ing)?\b/i;
/** Drivers throw so where somebody else does not answer, or lets nobody in. */
const IS_OF_OTHERS =
  /refused|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|timed out|getaddrinfo|Access denied|[Aa]uthentication failed|does not exist|doesn't exist/;

/** Who brought another version of a package that the stack is in, where it goes through nothing of the project's own. */
export const byPackages = ({text, places}: Questions, {patches}: Testimony): Suspect[] => {
  if (places.length > 0 || IS_OF_OTHERS.test(text)) return [];
  const packages = packagesIn(text);
  if (packages.size === 0) return [];
  return patches.flatMap(({commit, files}) => {
    const changed = files
      .filter(({file}) => isManifest(file))
      .sort(byWords)
      .map(file => ({
        file: file.file,
        name: packagesChanged(file).find(name => packages.has(normal(name))),
      }));
    const found = changed.find(({name}) => name !== undefined);
    return found === undefined
      ? []
      : [
          {
            commit,
            file: found.file,
            weight: WEIGHTS.manifest,
            why: `changed the package ${found.name}, in which it failed`,
          },
        ];
  });
};

/** What people write before what programs do. */
const byWords = (one: PatchedFile, other: PatchedFile): number =>
  Number(isLock(one.file)) - Number(isLock(other.file));

const isLock = (file: string): boolean => /lock|shrinkwrap|go\.sum/.test(nameOf(file));

const packagesIn = (text: string): Set<string> =>
  new Set(
    text
      .split('\n')
      .filter(line => IS_FRAME.test(line) && !WARNS.test(line))
      .flatMap(line => [...line.matchAll(FRAME)])
      .map(({groups}) => groups?.['name'] ?? groups?.['vendored'] ?? '')
      // Ruby has the version in the name of the folder.
      .map(name => normal(name.replace(/-\d[\w.]*$/, ''))),
  );

/** Python does not tell these apart. */
const normal = (name: string): string => name.toLowerCase().replaceAll('_', '-');

/** The packages whose versions a manifest or a lock file has otherwise: by the changed line, or by what that is under. */
const packagesChanged = ({file, hunks}: PatchedFile): string[] =>
  hunks.flatMap(({lines}) => {
    let above: string | undefined;
    return lines.flatMap(line => {
      const text = line.slice(1);
      const entry = entryIn(text);
      if (entry !== undefined) above = entry;
      if (line.startsWith(' ')) return [];
      if (isLock(file)) return above !== undefined && VERSION.test(text) ? [above] : [];
      const name = nameIn(text);
      return name === undefined ? [] : [name];
    });
  });

const VERSION = /\d\.\d/;

/** `"node_modules/express": {`, `express@^4.18.2:`, `name = "django"`, `"name": "laravel/framework"`, `    rack (2.2.8)`. */
const entryIn = (text: string): string | undefined => {
  for (const pattern of ENTRIES) {
    const name = pattern.exec(text)?.groups?.['name'];
    if (name !== undefined) return name.split('node_modules/').at(-1);
  }
  return undefined;
};

const ENTRIES = [
  /^\s*"node_modules\/(?<name>[^"]+)": \{/,
  /^\s{0,2}["'/]?(?<name>@?[\w./-]+)@[^:]*:$/,
  /^name = "(?<name>[^"]+)"/,
  /^\s*"name": "(?<name>[^"]+)"/,
  /^ {4}(?<name>[\w.-]+) \(\d/,
];

/** `"express": "5.0.1"`, `django==5.1`, `gem 'rack', '3.0'`, `django = "^5.1"`. */
const nameIn = (text: string): string | undefined =>
  /^\s*(?:gem )?["']?(?<name>@?[A-Za-z][\w./-]*)(?:\[[^\]]*\])?["']?\s*(?:[:=<>~^!,]|$)/.exec(text)?.groups?.[
    'name'
  ];

import {changedLines, type PatchedFile} from '../../history/patches.ts';
import {isDockerfile, isTestFile, nameOf} from '../../history/sourceFiles.ts';
import type {Questions, Testimony} from '../questions.ts';
import type {Suspect} from '../../result/suspect.ts';
import {WEIGHTS} from './weights.ts';

/** Who took away or renamed tests, or changed where they are looked for, where none was run. */
export const byDiscovery = ({error: {code}}: Questions, {patches}: Testimony): Suspect[] =>
  code === 'NO_TESTS_RUN'
    ? patches.flatMap(({commit, files}) => {
        const found = files.flatMap((file, index) => evidenceIn(file, files[index + 1])).sort(heavier);
        return found.slice(0, 1).map(evidence => ({commit, ...evidence}));
      })
    : [];

const heavier = (one: {weight: number}, other: {weight: number}): number => other.weight - one.weight;

const evidenceIn = (patched: PatchedFile, next: PatchedFile | undefined): Omit<Suspect, 'commit'>[] => {
  const {file, status} = patched;
  if (status === 'deleted' && isTestFile(file) && CODE.test(file)) {
    const why = isMoved(patched, next) ? `renamed ${file} to ${next?.file}` : `removed ${file}`;
    return [{file, weight: WEIGHTS.fileGone, why}];
  }
  const isLookedFor = changedLines(patched).some(line => WORDS.test(line) && !IS_VERSION.test(line));
  return isLookedFor && (CONFIGURES.test(nameOf(file)) || isDockerfile(file))
    ? [{file, weight: WEIGHTS.settingOfSymptom, why: `changed in ${file} which tests are looked for`}]
    : [];
};

/** Git tells of what was moved as of one that went, without its lines, and then of one that came. */
const isMoved = ({hunks}: PatchedFile, next: PatchedFile | undefined): boolean =>
  hunks.length === 0 && next?.status === 'added';

const CODE = /\.(?:py|rb|php|java|kt|cs|go|rs|[cm]?[jt]sx?|exs?|scala|feature|sh|bats)$/;
const CONFIGURES =
  /^(?:pytest\.ini|tox\.ini|setup\.cfg|pyproject\.toml|package\.json|(?:jest|vitest|vite|karma|cypress|playwright)\.config\.\w+|\.mocharc(?:\.\w+)?|phpunit\.xml(?:\.dist)?|\.rspec|Rakefile|noxfile\.py|pom\.xml|build\.gradle(?:\.kts)?|CMakeLists\.txt|Makefile|\.dockerignore)$/;
/** But for versions: `"vitest": "1.3.0"`. */
const WORDS =
  /(?:^|[^a-z])(?:tests?|specs?|testpaths|python_files|collect|discover|testMatch|testRegex)(?![a-z])/i;
const IS_VERSION = /^[+-]\s*["']?[\w@/-]+["']? ?[:=]{1,3} ?["']?[~^><=]{0,2}\d[\w.]*["']?,?$/;

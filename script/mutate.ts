/** Puts faults into one file, or the files of a folder, one at a time, and tells which of them no test notices. */
import {existsSync, globSync, readFileSync, statSync} from 'node:fs';
import {parseArgs} from 'node:util';
import './mutate/mochaTwelve.ts';
import {Stryker} from '@stryker-mutator/core';

const SOURCES = 'ts-helpers/src';
const TESTS = 'test/ts';

const {
  positionals: [what, ...elsewhere],
  values: {'without-constants': withoutConstants},
} = parseArgs({allowPositionals: true, options: {'without-constants': {type: 'boolean', default: false}}});
if (what === undefined || !existsSync(`${SOURCES}/${what}`)) {
  console.error(
    `npm run mutate -- [--without-constants] <file or folder of ${SOURCES}> [more files or folders of ${TESTS}]`,
  );
  process.exit(2);
}

const isFolder = (path: string) => statSync(path).isDirectory();
const testsIn = (place: string) =>
  isFolder(`${TESTS}/${place}`) ? globSync(`${TESTS}/${place}/**/*.test.ts`) : [`${TESTS}/${place}`];

const mutated = isFolder(`${SOURCES}/${what}`)
  ? globSync(`${SOURCES}/${what}/**/*.ts`)
  : [`${SOURCES}/${what}`];

/** The tests of its room, and those of other rooms that import it. */
const room = what.split('/', 1)[0] ?? '';
const named = mutated.map(file => file.replace(`${SOURCES}/`, '/src/'));
const importing = globSync(`${TESTS}/**/*.test.ts`).filter(test => {
  const text = readFileSync(test, 'utf8');
  return named.some(name => text.includes(`${name}'`));
});
const spec = new Set([
  ...(existsSync(`${TESTS}/${room}`) ? testsIn(room) : []),
  ...importing,
  ...elsewhere.flatMap(testsIn),
]);
if (spec.size === 0) {
  console.error(`${TESTS} has no test of ${what}: name what is to be run.`);
  process.exit(2);
}

await new Stryker({
  mutate: mutated,
  testRunner: 'mocha',
  plugins: ['@stryker-mutator/mocha-runner'],
  testRunnerNodeArgs: [`--import=${import.meta.resolve('./mutate/mochaTwelve.ts')}`],
  mochaOptions: {spec: [...spec], 'no-config': true},
  coverageAnalysis: 'perTest',
  // What a module does once, like its constants and schemas, takes a process for each fault.
  ignoreStatic: withoutConstants,
  concurrency: 1,
  // The machine may have other things to do.
  timeoutMS: 20_000,
  tempDirName: 'build/mutation/tmp',
  ignorePatterns: ['/resources', '/docs/images', '/test/e2e', '/test/broken', '/build', '/coverage'],
  reporters: ['clear-text', 'json'],
  clearTextReporter: {allowColor: false, logTests: false, reportTests: false},
  jsonReporter: {fileName: `build/mutation/${what.replaceAll('/', '.')}.json`},
  thresholds: {high: 100, low: 80, break: null},
}).runMutationTest();

import {file, folder, minutes, on, word} from './flag.ts';

/** Understood by every verb. */
export const GLOBAL = {
  help: on('show help', 'h'),
  version: on('show the version'),
  json: on('print the result as JSON on stdout'),
  verbose: on('say more while working', 'v'),
  quiet: on('say only warnings and errors', 'q'),
  workspace: folder('the checked-out project; default: this folder'),
  facts: file('what Jenkins knows of a build; the library writes it: docs/reference/facts.md'),
  result: file('also write the result there, as JSON'),
  output: folder('where JUnit XML of tests, and the report of a build, goes'),
};

export const plan = on('show what would be done, and do nothing');
export const repair = on('bring back what was changed by hand');
export const branch = word('NAME', 'as if this branch were built; default: the one checked out');
export const timer = on('as if the nightly timer had begun it: back production up, and do nothing else');
export const timeLimit = minutes('give a stage up after so long; default: the setting');

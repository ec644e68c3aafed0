import {changedLines, type PatchedFile} from '../../history/patches.ts';
import {isInert, isTestFile} from '../../history/sourceFiles.ts';
import type {Questions, Testimony} from '../questions.ts';
import {namesWord} from './parts.ts';
import type {Suspect} from '../../result/suspect.ts';
import {WEIGHTS} from './weights.ts';

/** Who made a program listen to its own container alone. */
export const byListening = (questions: Questions, testimony: Testimony): Suspect[] => [
  ...toItselfAlone(questions, testimony),
  ...elsewhere(questions, testimony),
];

const toItselfAlone = ({text}: Questions, {patches}: Testimony): Suspect[] =>
  text.includes('for its own container alone')
    ? patches.flatMap(({commit, files}) => {
        const found = files.find(file => !isTestFile(file.file) && changesAddress(file));
        if (found === undefined) return [];
        return [
          {commit, file: found.file, weight: WEIGHTS.wordNew, why: 'changed the address that it listens on'},
        ];
      })
    : [];

const changesAddress = (file: PatchedFile): boolean =>
  changedLines(file).some(line => {
    const address = line.startsWith('+') ? /\b127\.0\.0\.1\b|\blocalhost\b/ : /\b0\.0\.0\.0\b/;
    return address.test(line) && LISTENS.test(line) && !line.includes('://');
  });

/** Codes of failures that come of it that nobody finds a program where it was. */
const NOT_FOUND_THERE = new Set(['SERVICE_UNHEALTHY', 'NO_ANSWER', 'TESTS_FAILED', 'TESTS_NOT_STARTED']);
const LISTENING = /listen|bound to|serving|running (?:on|at)|started (?:on|at|server)|ready (?:on|at)|port/i;

/** Who gave a program the port that it says it listens on, while it is asked on another. */
const elsewhere = ({error, services, text}: Questions, {patches, settings}: Testimony): Suspect[] => {
  if (!NOT_FOUND_THERE.has(error.code)) return [];
  if (error.code.startsWith('TESTS') && !/refused|timed? ?out|no answer/i.test(text)) return [];
  const own = (error.evidence.services ?? []).filter(({service}) => services.has(service));
  const ports = portsOf({error, services}).filter(port => !isAsked(port, own, text));
  return patches.flatMap(({commit, files}) =>
    files
      .filter(file => !isTestFile(file.file) && !isInert(file.file))
      .flatMap(file => {
        const port = ports.find(one => brings(file, one) && !isMovedWhole(one, commit, settings));
        if (port === undefined) return [];
        const variable = settings.find(
          one => one.commit === commit && one.file === file.file && /PORT/i.test(one.setting),
        );
        const what = variable?.setting ?? 'the port';
        return [
          {
            commit,
            file: file.file,
            weight: WEIGHTS.settingOfSymptom,
            why: `changed ${what}: it listens on ${port} now`,
          },
        ];
      }),
  );
};

/** The ports at which what failed says that it listens. */
export const portsOf = ({error, services}: Pick<Questions, 'error' | 'services'>): string[] =>
  portsIn(
    (error.evidence.services ?? []).filter(({service}) => services.has(service)).flatMap(({log = []}) => log),
  );

/** Whoever asks there was moved as well. */
const isMovedWhole = (port: string, commit: string, settings: Testimony['settings']): boolean =>
  settings.some(
    one =>
      one.commit === commit &&
      /\.(?:ports|expose|healthcheck\.test)$/.test(one.setting) &&
      namesWord(one.after ?? '', port),
  );

const portsIn = (lines: readonly string[]): string[] => [
  ...new Set(lines.filter(line => LISTENING.test(line)).flatMap(line => line.match(/\b\d{2,5}\b/g) ?? [])),
];

/** The health check, or who was refused, names another than that: one that is asked there is found there. */
const isAsked = (
  port: string,
  services: readonly {healthCommand?: string; healthOutput?: string}[],
  text: string,
): boolean =>
  services.some(({healthCommand = '', healthOutput = ''}) =>
    namesWord(`${healthCommand}\n${healthOutput}`, port),
  ) || text.split('\n').some(line => /refused|upstream/i.test(line) && namesWord(line, port));

/** Whether a change has the number where it had another, as a value or where something listens. */
const brings = (file: PatchedFile, port: string): boolean => {
  const lines = changedLines(file);
  const is = (line: string) => namesWord(line.slice(1), port) && (LISTENS.test(line) || /port/i.test(line));
  return (
    lines.some(line => line.startsWith('+') && is(line)) &&
    !lines.some(line => line.startsWith('-') && is(line))
  );
};

const LISTENS = /listen|bind|serve|\brun|\bhost\b/i;

import {isComposeName} from '../history/composeChanges.ts';
import {isEnvFile, isInert, isTestFile, isVendored} from '../history/sourceFiles.ts';
import type {Questions, Testimony} from './questions.ts';
import type {Suspect} from '../result/suspect.ts';
import {WEIGHTS} from './suspects/weights.ts';

/** Variables that a service that failed had and no longer has, with the commits that took them away. */
export const variablesGone = (
  {services}: Pick<Questions, 'services'>,
  settings: Testimony['settings'],
): {name: string; commit: string; file: string; setting: string}[] =>
  settings.flatMap(({setting, after, commit, file}) => {
    const [service = '', key, ...rest] = setting.split('.');
    const isKept = settings.some(other => other.setting === setting && other.after !== null);
    return key === 'environment' && after === null && services.has(service) && !isKept
      ? [{name: rest.join('.'), commit, file, setting}]
      : [];
  });

/** Who took a variable away from a service that failed, while its code reads it. */
export const byStillRead = (questions: Questions, {settings, readers = new Map()}: Testimony): Suspect[] =>
  variablesGone(questions, settings).flatMap(({name, commit, file, setting}) => {
    const own = (readers.get(name) ?? []).filter(line => isCode(line.file));
    const isNeeded = ({text}: {text: string}) => !hasElse(name, text) || ELSEWHERE.test(questions.text);
    const reader = own.find(isNeeded)?.file;
    return reader === undefined
      ? []
      : [
          {
            commit,
            file,
            weight: WEIGHTS.stillRead,
            why: `removed ${setting}, which ${reader} reads`,
          },
        ];
  });

const isCode = (file: string): boolean =>
  !isComposeName(file) && !isEnvFile(file) && !isInert(file) && !isTestFile(file) && !isVendored(file);

/** What is asked for at another place than the variable would have said. */
const ELSEWHERE = /localhost|127\.0\.0\.1|::1/;

/** `process.env.NAME || 'EUR'`, `environ.get("NAME", "mails")`, `getenv('NAME') ?: 3`, `${NAME:-3}`. */
const hasElse = (name: string, text: string): boolean => {
  const after = text.slice(text.indexOf(name) + name.length);
  return GIVEN.test(after) || ELSE.test(after.replace(/^["'`)\]]+/, ''));
};

/** A second argument. */
const GIVEN = /^["'`],\s*\S/;
const ELSE = /^\s*(?:\|\||\?\?|\?:|:?[-=]|or\b|if\b|\.(?:unwrap_or|get_or|or_else|presence))/;

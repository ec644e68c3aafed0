import {leavesOut} from '../compose/dockerignore.ts';
import {messageOf, UserError} from '../errors/userError.ts';
import type {CompilePattern, Pattern} from '../outside/patterns.ts';
import type {OwnRule} from '../settings/settings.ts';
import type {Project} from '../workspace/project.ts';
import type {ProjectFacts} from './plan/facts.ts';
import type {Finding, Rule} from './plan/rule.ts';
import {RULES} from './rules.ts';

export interface OwnNeeds {
  /** Absent where files are not read, so that no rule of this kind finds anything. */
  contents?: {loadPatterns(): Promise<CompilePattern>};
}

/** More of one file says nothing new. */
const MOST_LINES = 20;

/** What a project and its organisation want besides, as rules like all others. Throws BAD_SETTING. */
export const ownRules = async (
  {settings: {doctor}, settingAt}: Pick<Project, 'settings' | 'settingAt'>,
  {contents}: OwnNeeds,
): Promise<Rule[]> => {
  if (doctor.rules.length === 0) return [];
  const compile = await contents?.loadPatterns();
  return doctor.rules.map((own, index) => {
    const refuse = (message: string, remedy: string) =>
      new UserError('BAD_SETTING', `doctor.rules: ${message}.`, {
        ...placeOf(own, doctor.rules.length, settingAt),
        remedy,
      });
    if (
      RULES.some(({code}) => code === own.code) ||
      doctor.rules.findIndex(one => one.code === own.code) < index
    )
      throw refuse(`there is a rule ${own.code} already`, 'Give it another code.');
    const source = own.has ?? own.lacks;
    if (source === undefined || (own.has !== undefined && own.lacks !== undefined))
      throw refuse(
        `${own.code} needs either \`has\` or \`lacks\``,
        'Say what no file may have, or what each has to have.',
      );
    const pattern =
      compile &&
      compiled(compile, source, message =>
        refuse(
          `the pattern of ${own.code} cannot be read: ${message}`,
          'Write it as RE2 has it: https://github.com/google/re2/wiki/Syntax',
        ),
      );
    return ruleOf(own, pattern);
  });
};

/** Nowhere in the repository where it is the organisation's, whose rules come first. */
const placeOf = ({code}: OwnRule, count: number, settingAt: Project['settingAt']): {where?: string} => {
  const indexes = Array.from({length: count}, (_, index) => String(index));
  const [where] = indexes.flatMap(index => settingAt?.(['doctor', 'rules', index, 'code'], code) ?? []);
  return where === undefined ? {} : {where};
};

const compiled = (
  compile: CompilePattern,
  source: string,
  refuse: (message: string) => UserError,
): Pattern => {
  try {
    return compile(source);
  } catch (error) {
    throw refuse(messageOf(error));
  }
};

const ruleOf = (own: OwnRule, pattern: Pattern | undefined): Rule => ({
  code: own.code,
  severity: own.severity,
  title: own.title,
  why: own.why,
  mend: own.mend,
  find: facts => (pattern === undefined ? [] : found(own, pattern, facts)),
  isBlind: ({contents}) => pattern === undefined || contents === undefined,
});

const found = ({files, has, title}: OwnRule, pattern: Pattern, {contents}: ProjectFacts): Finding[] => {
  const wanted = files.join('\n');
  return Object.entries(contents?.texts ?? {})
    .filter(([file]) => leavesOut(wanted, file))
    .flatMap(([file, text]): Finding[] => {
      const lines = pattern.linesIn(text, has === undefined ? 1 : MOST_LINES);
      if (has !== undefined) return lines.map(line => ({file, line, message: `${title}.`}));
      return lines.length > 0 ? [] : [{file, message: `${title}.`}];
    });
};

import path from 'node:path';
import {UserError} from '../errors/userError.ts';
import type {Files} from '../outside/files.ts';
import {PROJECT_FILE} from '../project/conventions.ts';
import {counted} from '../text/plain.ts';
import {suggestion} from '../text/suggestion.ts';
import type {Project} from '../workspace/project.ts';
import {gather, type GatherNeeds} from './gather.ts';
import {BASELINE, baselineOf, type Entry, readBaseline} from './plan/baseline.ts';
import {type Diagnosis, diagnose, findAll, isAtLeast, OUTDATED, type Told} from './plan/diagnose.ts';
import {type OwnNeeds, ownRules} from './own.ts';
import type {Rule, Severity} from './plan/rule.ts';
import {RULES} from './rules.ts';

export interface DoctorNeeds extends GatherNeeds {
  files: GatherNeeds['files'] & Pick<Files, 'writeText'>;
}

export interface DoctorResult extends Diagnosis {
  /** Of an agent, the name of the machine. */
  project: string;
  /** Where the baseline is, where there is one. */
  baseline?: string;
  /** How many findings were written to it just now. */
  written?: number;
}

/** What of the project breaks a convention. Throws BAD_SETTING, BASELINE_INVALID, NOT_A_PROJECT. */
export const examine = async (
  project: Project,
  {isWriting}: {isWriting: boolean},
  needs: DoctorNeeds,
): Promise<DoctorResult> => {
  const {workspace, build} = project;
  if (!isWriting) {
    const {baseline, ...result} = await foundIn(project, needs);
    const findings = result.findings.map(shownOf);
    return {project: build.project, ...result, findings, ...(baseline !== undefined && {baseline})};
  }
  const file = baselineFileOf(project);
  const found = findAll(await gather(project, needs), await rulesOn(project, needs));
  await needs.files.writeText(path.join(workspace, file), baselineOf(found));
  const {findings, ...result} = diagnose(found, {baseline: found, file});
  return {
    project: build.project,
    ...result,
    findings: findings.map(shownOf),
    baseline: file,
    written: found.length,
  };
};

const baselineFileOf = ({settings}: Project): string => settings.doctor.baseline ?? BASELINE;

const shownOf = ({edits = [], ...told}: Told): Told => ({
  ...told,
  ...(edits.length > 0 && {isMechanical: true}),
});

/** What is told of it, what mends it included. Throws BAD_SETTING, BASELINE_INVALID, NOT_A_PROJECT. */
export const foundIn = async (
  project: Project,
  needs: GatherNeeds,
): Promise<Diagnosis & {baseline?: string}> => {
  const rules = await rulesOn(project, needs);
  const file = baselineFileOf(project);
  const text = await needs.files.readInside(project.workspace, file);
  const known = text === undefined ? [] : readBaseline(text, file);
  const facts = await gather(project, needs);
  const found = findAll(facts, rules);
  // Of an environment that cannot be read nothing is found, and that mends nothing.
  const isWhole = facts.environments.every(({refusal}) => refusal === undefined);
  const isJudged = (entry: Entry) =>
    rules.some(({code, isBlind}) => code === entry.code && isBlind?.(facts) !== true) &&
    (isWhole || found.some(one => isSame(one, entry)));
  const result = diagnose(found, {baseline: known.filter(isJudged), file});
  return {...result, ...(text !== undefined && {baseline: file})};
};

const isSame = (one: Entry, other: Entry): boolean =>
  one.code === other.code && one.file === other.file && one.message === other.message;

/** Throws BAD_SETTING for a rule that there is not: it would go on to be told. */
const rulesOn = async (
  project: Pick<Project, 'settings' | 'settingAt'>,
  needs: OwnNeeds,
): Promise<Rule[]> => {
  const {
    settings: {doctor},
    settingAt,
  } = project;
  const all = [...RULES, ...(await ownRules(project, needs))];
  const codes = all.map(({code}) => code);
  const unknown = doctor.off.find(code => !codes.includes(code));
  if (unknown !== undefined) {
    const near = suggestion(unknown, codes);
    const at = settingAt?.(['doctor', 'off', String(doctor.off.indexOf(unknown))], unknown);
    throw new UserError('BAD_SETTING', `doctor.off: there is no rule ${unknown}.`, {
      where: at ?? PROJECT_FILE,
      remedy:
        near === undefined
          ? `There are ${codes.join(', ')}.`
          : `Did you mean ${near}? There are ${codes.join(', ')}.`,
    });
  }
  return all.filter(({code}) => !doctor.off.includes(code));
};

/** Undefined where nothing is as bad as that. */
export const conventionsBroken = (result: DoctorResult, least: Severity): UserError | undefined => {
  if (!isAtLeast(result, least)) return undefined;
  const codes = [...new Set(result.findings.map(({code}) => code))].filter(code => code !== OUTDATED.code);
  const {error, warning, note} = result.counts;
  const counts = [
    ...(error > 0 ? [counted(error, 'error')] : []),
    ...(warning > 0 ? [counted(warning, 'warning')] : []),
    ...(note > 0 ? [counted(note, 'note')] : []),
  ];
  return new UserError(
    'CONVENTIONS_BROKEN',
    `${result.project} has ${counts.join(', ')}: ${(codes.length > 0 ? codes : [OUTDATED.code]).join(', ')}.`,
  );
};

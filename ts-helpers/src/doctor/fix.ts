import path from 'node:path';
import {UserError} from '../errors/userError.ts';
import type {Files} from '../outside/files.ts';
import type {Step} from '../result/step.ts';
import type {Project} from '../workspace/project.ts';
import {type DoctorNeeds, foundIn} from './doctor.ts';
import {distinct, type Edit, withLine} from './plan/edits.ts';
import {unifiedDiff} from './plan/unifiedDiff.ts';

export interface FixNeeds extends DoctorNeeds {
  files: DoctorNeeds['files'] & Pick<Files, 'pathsInside'>;
  /** A compose file with one change. Throws FIX_REFUSED. */
  withChange(
    source: {file: string; text: string},
    change: {path: readonly [string, ...string[]]; value?: string},
  ): string;
}

export interface FixPlan {
  project: string;
  /** One for each file. */
  steps: Step[];
  files: {file: string; diff: string[]}[];
  /** Why something is left that could be mended elsewhere by itself. */
  refused: string[];
}

export interface FixOutcome extends FixPlan {
  /** Files that were written. */
  done: string[];
}

/** With the texts themselves, which nobody has to be shown. */
export interface Planned {
  plan: FixPlan;
  changes: readonly Changed[];
}

interface Changed {
  file: string;
  /** Undefined of one that is new. */
  before: string | undefined;
  after: string;
}

/** What would be changed of what is told, off and baseline heeded. Changes nothing. */
export const planFix = async (project: Project, needs: FixNeeds): Promise<Planned> => {
  const {findings} = await foundIn(project, needs);
  const edits = distinct(findings.flatMap(({edits: own = []}) => own));
  const changes: Changed[] = [];
  const refused: string[] = [];
  for (const [file, own] of Map.groupBy(edits, edit => edit.file)) {
    const before = await textOf(project, file, needs);
    let after = before;
    for (const edit of own)
      try {
        if (await isElsewhere(project, file, needs))
          throw new UserError('FIX_REFUSED', `${file} is left as it is: it is a link.`, {where: file});
        after = edited(edit, after, needs);
      } catch (error) {
        if (!(error instanceof UserError) || error.code !== 'FIX_REFUSED') throw error;
        refused.push(error.message);
      }
    if (after !== undefined && after !== before) changes.push({file, before, after});
  }
  const files = changes.map(({file, before, after}) => ({file, diff: unifiedDiff(file, before, after)}));
  return {
    plan: {project: project.build.project, steps: changes.map(stepOf), files, refused},
    changes,
  };
};

const textOf = ({workspace}: Project, file: string, {files}: FixNeeds): Promise<string | undefined> =>
  files.readInside(workspace, file);

/** A link would become a file. */
const isElsewhere = async ({workspace}: Project, file: string, {files}: FixNeeds): Promise<boolean> =>
  (await files.pathsInside(workspace, path.join(workspace, file))).length > 1;

const edited = (edit: Edit, text: string | undefined, {withChange}: FixNeeds): string | undefined => {
  if (edit.kind === 'line') return withLine(text, edit.line);
  if (edit.kind === 'file') return text ?? edit.text;
  const {path: place} = edit;
  const value = edit.kind === 'value' ? {value: edit.value} : {};
  return withChange({file: edit.file, text: text ?? ''}, {path: place, ...value});
};

const stepOf = ({file, before}: Changed): Step => ({
  id: file,
  does: `${before === undefined ? 'Write' : 'Change'} ${file}`,
  risks: 'nothing',
  limit: 1,
  undo: [],
});

/** Throws FIX_OVERTAKEN, and writes nothing, where one of them is not what it was any more. */
export const fix = async (
  project: Project,
  {plan, changes}: Planned,
  needs: FixNeeds,
): Promise<FixOutcome> => {
  for (const {file, before} of changes)
    if ((await textOf(project, file, needs)) !== before)
      throw new UserError('FIX_OVERTAKEN', `${file} is not what it was when its changes were shown.`, {
        where: file,
      });
  for (const {file, after} of changes) await needs.files.writeText(path.join(project.workspace, file), after);
  return {...plan, done: changes.map(({file}) => file)};
};

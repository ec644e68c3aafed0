import path from 'node:path';
import {UserError, warningOf} from '../errors/userError.ts';
import type {Files} from '../outside/files.ts';
import type {Begun, Repositories} from '../outside/repositories.ts';
import type {Warning} from '../result/result.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import {withoutCredentials} from '../secrets/remote.ts';
import type {SkeletonFile} from './files.ts';
import {isNamedItself, requireProjectName} from './naming.ts';
import {
  BRANCHES,
  type Kind,
  type NewFacts,
  type NewPlan,
  type NewStep,
  type OutsideFacts,
  planNew,
} from './plan.ts';

/** Something outside, ensured for the project in its folder: what changed, and what could not be had. */
export interface Outside extends OutsideFacts {
  ensure(folder: string): Promise<Ensured>;
}

interface Ensured {
  changed: readonly string[];
  problems: readonly Warning[];
  /** What only people can give, each a command. */
  byHand?: readonly string[];
}

export interface NewRequest {
  project: string;
  kind: Kind;
  folder: string;
  remote: string | undefined;
}

export interface NewNeeds {
  files: Pick<Files, 'kind' | 'exists' | 'readText' | 'writeText' | 'makeFolder'>;
  repositories: Repositories;
  skeletonOf(kind: Kind, how: {project: string; isNamed: boolean}): Promise<SkeletonFile[]>;
  /** By whether the project has, or gets, a remote. */
  outside(hasRemote: boolean): readonly Outside[];
  voice: Voice;
}

export interface NewOutcome {
  project: string;
  folder: string;
  /** What was done, in words; empty where nothing had to change. */
  changed: string[];
  leftOut: NewPlan['leftOut'];
  byHand: string[];
  problems: Warning[];
}

/** What `countable new` would do. Throws UNSAFE_NAME, FOLDER_TAKEN, REMOTE_TAKEN, REMOTE_REFUSED and GIT_NOBODY. */
export const planOnly = async (request: NewRequest, needs: NewNeeds): Promise<NewPlan> =>
  planNew(await gather(request, needs));

/**
 * Makes the project, here and outside, as far as it is not made. Nothing that is there is written over. What fails outside, where
 * people come after the files, is among the problems, and the next run tries it again.
 */
export const create = async (request: NewRequest, needs: NewNeeds): Promise<NewOutcome> => {
  const facts = await gather(request, needs);
  const plan = planNew(facts);
  const changed: string[] = [];
  const byHand: string[] = [];
  const problems: Warning[] = [];
  const outside = needs.outside(facts.remote !== undefined);
  const {notDone} = await carryOut(
    plan.steps,
    async step => {
      const ensured = outside.find(({id}) => id === step.id);
      if (ensured === undefined) {
        await deed(step, request, {facts, needs});
        changed.push(step.does);
        return;
      }
      const done = await ensured.ensure(request.folder);
      changed.push(...done.changed);
      byHand.push(...(done.byHand ?? []));
      problems.push(...done.problems);
    },
    {
      voice: needs.voice,
      bear: (step, error) =>
        outside.some(({id}) => id === step.id) && error instanceof UserError ? 'go on' : 'fail',
    },
  );
  return {
    project: plan.project,
    folder: plan.folder,
    changed,
    leftOut: plan.leftOut,
    byHand,
    problems: [
      ...problems,
      ...notDone.flatMap(({error}) => (error instanceof UserError ? [warningOf(error)] : [])),
    ],
  };
};

const deed = async (
  step: NewStep,
  {project, kind, folder, remote = ''}: NewRequest,
  {facts, needs}: {facts: NewFacts; needs: NewNeeds},
): Promise<void> => {
  const {repositories} = needs;
  if (step.id === 'files') {
    await writeFiles(facts, needs);
    await repositories.commit(folder, `Begin ${project} as a ${kind} project`, BRANCHES);
  } else if (step.id === 'remote') await repositories.setRemote(folder, remote);
  else if (step.id === 'push') await repositories.push(folder, step.branches);
};

const writeFiles = async (
  {project, kind, folder, state, remote}: NewFacts,
  {files, repositories, skeletonOf}: NewNeeds,
): Promise<void> => {
  if (state === 'nothing') {
    await files.makeFolder(folder);
    await repositories.begin(folder, kind, BRANCHES[0]);
  }
  const isNamed = isNamedItself(project, {folder, remoteUrl: remote?.url});
  for (const {path: name, text, isProgram} of await skeletonOf(kind, {project, isNamed})) {
    const file = path.join(folder, name);
    if (!(await files.exists(file))) await files.writeText(file, text, isProgram ? 0o755 : 0o644);
  }
};

const gather = async (
  {project, kind, folder, remote}: NewRequest,
  {files, repositories, outside}: NewNeeds,
): Promise<NewFacts> => {
  requireProjectName(project);
  const found = await files.kind(folder);
  const begun = found === undefined ? undefined : await repositories.look(folder);
  const state = stateOf(folder, {found, begun}, kind);
  if (state !== 'made') await repositories.requireIdentity(begun && folder);
  return {
    ...{project, kind, folder, state},
    remote: await remoteOf({remote, begun, state}, repositories),
    outside: outside((remote ?? begun?.remoteUrl) !== undefined),
  };
};

/** Throws FOLDER_TAKEN for what was not begun here, or as something else. */
const stateOf = (
  folder: string,
  {found, begun}: {found: Awaited<ReturnType<Files['kind']>>; begun: Begun | undefined},
  kind: Kind,
): NewFacts['state'] => {
  if (found === undefined || found === 'empty folder') return 'nothing';
  if (begun?.mark === kind) return begun.hasCommit ? 'made' : 'begun';
  // As it is cloned of an empty repository.
  if (begun?.hasFiles === false) return 'nothing';
  const what =
    begun?.mark === undefined ? 'was not made by countable new' : `was begun as a ${begun.mark} project`;
  throw new UserError('FOLDER_TAKEN', `${folder} is there already, and ${what}.`, {
    where: folder,
    remedy: 'Name another folder: countable new NAME --into FOLDER.',
  });
};

const remoteOf = async (
  {remote, begun, state}: {remote: string | undefined; begun: Begun | undefined; state: NewFacts['state']},
  repositories: Repositories,
): Promise<NewFacts['remote']> => {
  const url = begun?.remoteUrl ?? remote;
  if (url === undefined) return undefined;
  const shown = withoutCredentials(url);
  if (remote !== undefined && remote !== url)
    throw new UserError('REMOTE_TAKEN', `The project has another origin already: ${shown}.`, {
      where: '--remote',
    });
  const branches = await repositories.branchesAt(url);
  const isStranger = state !== 'made' && branches.length > 0;
  if (isStranger)
    throw new UserError('REMOTE_TAKEN', `${shown} is not empty: it has ${branches.slice(0, 5).join(', ')}.`, {
      where: '--remote',
    });
  return {url: shown, isSet: begun?.remoteUrl !== undefined, branches};
};

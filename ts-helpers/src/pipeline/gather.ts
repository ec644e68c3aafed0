import {environmentFiles, PROJECT_FILE} from '../project/conventions.ts';
import {isNightly, nightlyOf} from '../project/nightly.ts';
import {previewNumber} from '../project/preview.ts';
import {mayTestWithSecrets} from '../project/trust.ts';
import type {PipelinePlan} from '../seam/pipelinePlan.ts';
import {planPipeline} from './plan.ts';
import {UserError} from '../errors/userError.ts';
import type {Facts} from '../seam/facts.ts';
import type {Files} from '../outside/files.ts';
import {type ChangesNeeds, gatherChanges} from './changes.ts';
import {environmentFileAdvice, PREVIEW_FILE_ADVICE} from '../workspace/advice.ts';
import {requireCommit} from '../workspace/committed.ts';
import {environmentsThere} from '../workspace/environments.ts';
import {suggestion} from '../text/suggestion.ts';
import {present} from '../workspace/present.ts';
import {findBase, severalFiles} from '../workspace/composeFiles.ts';
import type {Project} from '../workspace/project.ts';
import {findSecrets, type SecretFileNeeds} from '../workspace/secretFiles.ts';
import {conventionNotes, type ConventionNeeds} from './conventions.ts';
import {encryptedNotes, type EncryptedPlanNeeds} from './encrypted.ts';

export interface PlanNeeds extends ChangesNeeds, SecretFileNeeds, EncryptedPlanNeeds, ConventionNeeds {
  files: Pick<Files, 'exists' | 'readInside' | 'below' | 'above' | 'danglingLink'>;
  git: ChangesNeeds['git'] & SecretFileNeeds['git'];
}

/** The stages of this build. Fails at once where a stage would only fail later, for want of a compose file. */
export const plan = async (project: Project, facts: Facts, needs: PlanNeeds): Promise<PipelinePlan> => {
  const {build, settings} = project;
  const {files} = needs;
  // It goes by what is deployed: what the branch holds meanwhile, and who wrote that, is all the same to it.
  if (isNightly(facts, nightlyOf(build.project, build.environment, settings)))
    return planPipeline(build, settings, {byTimer: true, notes: elsewhere(project)});
  const changes = gatherChanges(project, facts, needs);
  // Awaited below, and not at all where the project is not one.
  changes.catch(() => undefined);
  const conventions = conventionNotes(project, needs);
  conventions.catch(() => undefined);
  const base = await findBase(project, files);
  await requireCommit(project, needs.git);
  const several = await severalFiles(project, files);
  const {environment} = build;
  const known = {
    testsHaveSecrets: mayTestWithSecrets(project.origin),
    notes: [
      ...elsewhere(project),
      ...(several === undefined ? [] : [several]),
      ...(await encryptedNotes(project, {base, facts}, needs)),
    ],
  };
  if (environment !== undefined) await requireEnvironmentFile(environment, base);
  const secrets = environment === undefined ? {} : await findSecrets(project, environment, needs);
  // Last, for what else is wrong stands in the way of more.
  const notes = [...known.notes, ...(await conventions)];
  return planPipeline(build, settings, {changes: await changes, secrets, ...known, notes});

  async function requireEnvironmentFile(environment: string, base: string) {
    const names = environmentFiles(settings, environment, base);
    if ((await present(names, project, files)).length > 0) return;
    if (previewNumber(environment) !== undefined) throw noPreviewFile(names);
    const message = `The branch ${build.branch} deploys to ${environment}, but there is no ${names.join(' or ')}.`;
    const advice = await environmentFileAdvice(project, {environment, base}, files);
    const at = project.settingAt?.(['branches', build.branch ?? ''], environment);
    const near = at && suggestion(environment, await environmentsThere(project, files));
    const meant = near === undefined ? '' : `Write ${near} in ${at}, or `;
    throw new UserError('NO_ENVIRONMENT_FILE', message, {
      where: at ?? names[0] ?? '',
      remedy:
        advice ??
        `${meant}${meant === '' ? 'Add' : 'add'} ${names.join(' or ')}, or ${withoutDeploy(project)}.`,
    });
  }
};

const noPreviewFile = ([file = '', ...others]: readonly string[]): UserError =>
  new UserError(
    'NO_ENVIRONMENT_FILE',
    `Previews are wanted, but there is no ${[file, ...others].join(' or ')}.`,
    {
      where: file,
      remedy: `${PREVIEW_FILE_ADVICE} Or set \`previews: false\` in ${PROJECT_FILE}.`,
    },
  );

/** A branch that is named by hand is not thereby checked out. */
const elsewhere = ({checkedOut, build: {branch}}: Project): string[] =>
  checkedOut === undefined
    ? []
    : [
        `The commit and the files are those of ${checkedOut}, which is checked out here, and not of ${branch}.`,
      ];

/** `branches` replaces the default whole: what else is said there stays. */
const withoutDeploy = ({build: {branch, environment}, settings: {branches}}: Project): string => {
  const others = Object.entries(branches).filter(([, destination]) => destination !== environment);
  const written = [...others, [branch, 'none']].map(pair => pair.join(': ')).join(', ');
  return `let ${branch} be tested only: \`branches: {${written}}\` in ${PROJECT_FILE}`;
};

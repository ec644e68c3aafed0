import path from 'node:path';
import {prove} from '../archive/commands.ts';
import {partOf} from '../archive/part.ts';
import {createDeployFolder} from '../deploy/deployed.ts';
import {UserError, warningOf} from '../errors/userError.ts';
import type {BackupOutcome} from '../result/backup.ts';
import type {Project} from '../workspace/project.ts';
import {composeProjectName, namedProject} from '../project/conventions.ts';
import {createFiles} from '../outside/files.ts';
import type {World} from '../run/world.ts';
import {type BuildGiven, readFacts, readProject} from '../workspace/open.ts';
import {PRODUCTION} from '../settings/production.ts';
import type {StageOutcome} from '../stage/runStage.ts';
import type {Job} from '../stage/work.ts';
import {warn} from '../run/warn.ts';
import {DEPLOY_ROOT, folderOf} from '../workspace/deployRoot.ts';
import {whoIsAndWhere} from '../workspace/whoIs.ts';
import {archiveAdapters, momentsAdapters, planAdapters, rootOf, signerOf} from '../verify/adapters.ts';
import {requireKeys} from '../verify/keys.ts';
import {createJournals} from './act/journal.ts';
import {backup, planOnly} from './backup.ts';

/** The backup of an environment, by default production, with all that it works with. */
export const backupWork =
  (environment = PRODUCTION) =>
  (job: Job) => {
    const {project, world} = job;
    const root = rootOf(job);
    const request = {project, environment, who: whoIsAndWhere(project, world)};
    const needs = () => ({
      ...archiveAdapters(job),
      pitr: momentsAdapters(job),
      momentsNeeds: () => momentsAdapters(job),
      journalsOf: (composeProject: string) => createJournals(createDeployFolder(root, composeProject).state),
      // Not among the state of deploys, which a verb that was refused must not begin.
      lockOf: (composeProject: string) => path.join(root, '.countable', 'backups', `${composeProject}.lock`),
    });
    return Promise.resolve({
      plan: () => planOnly(request, {...planAdapters(job), momentsNeeds: () => momentsAdapters(job)}),
      async run() {
        const isProven = isProvenHere(project);
        await requireKeys(
          {isProven, isEncrypted: isEncrypted(project)},
          {...momentsAdapters(job), sign: signerOf(job)},
        );
        const {backup: stored, warnings, refused} = await backup(request, needs());
        const proven: StageOutcome = isProven
          ? await provenUnless(refused, () =>
              provenOr(stored, {environment, job, moments: !isImpossible(refused)}),
            )
          : {outcome: 'passed'};
        if (refused !== undefined) throw leaving(refused, {...proven, backup: stored});
        const all = [...warnings, ...(proven.warnings ?? [])];
        return {...proven, backup: stored, ...(all.length > 0 && {warnings: all})};
      },
    });
  };

/** A project of this host by its name (`shop`; an instance: `shop/berlin`), from the folder of its deploy. Throws BACKUP_NOTHING_RUNS. */
export const deployedHere = async (
  named: string,
  environment: string,
  {given, world}: {given: BuildGiven; world: World},
): Promise<{project: Project}> => {
  const {name, instance} = namedProject(named);
  const facts = await readFacts(given);
  const here = await readProject(given, world, facts);
  const root = folderOf(here.settings.deployRoot ?? DEPLOY_ROOT, world);
  const {path: workspace} = createDeployFolder(
    root,
    composeProjectName(name, ...(instance === undefined ? [] : [instance]), environment),
  );
  if (!(await createFiles().exists(workspace)))
    throw new UserError('BACKUP_NOTHING_RUNS', `Nothing was deployed here as ${named} to ${environment}.`, {
      where: workspace,
      remedy: 'Run it on the host that it is deployed to, or in a checkout of it.',
    });
  // The folder is called as its compose project is.
  const options = {...facts.options, name, ...(instance !== undefined && {instance})};
  return {project: await readProject({...given, workspace}, world, {...facts, options})};
};

/** Elsewhere it has a stage of its own. */
const isProvenHere = ({settings: {backup}, build}: Project): boolean =>
  backup !== 'none' && backup.proof.after && (backup.proof.agent === undefined || build.job === undefined);

const isEncrypted = ({settings: {backup}}: Project): boolean =>
  backup !== 'none' && backup.recipients.length > 0;

/** Where every moment could not be kept, that is told, and not that then none is brought back. */
const provenUnless = async (refused: unknown, work: () => Promise<StageOutcome>): Promise<StageOutcome> => {
  try {
    return await work();
  } catch (error) {
    const isOfMoments = error instanceof UserError && error.code === 'PITR_FAILED';
    if (refused === undefined || !isOfMoments) throw error;
    return {outcome: 'passed', ...error.leaves};
  }
};

/** Then none is brought back either. */
const isImpossible = (error: unknown): boolean =>
  error instanceof UserError && error.code === 'PITR_IMPOSSIBLE';

const leaving = (
  error: unknown,
  {backup: stored, proof}: Pick<StageOutcome, 'backup' | 'proof'>,
): unknown => {
  if (!(error instanceof UserError)) return error;
  Object.assign(error.leaves, {...(stored && {backup: stored}), ...(proof && {proof})});
  return error;
};

/** What is stored is stored, also where its proof fails; who may only write, or has no key, leaves the proof to another. */
const provenOr = async (
  stored: BackupOutcome,
  {environment, job, moments}: {environment: string; job: Job; moments: boolean},
): Promise<StageOutcome> => {
  const {verifyWork} = await import('../verify/work.ts');
  try {
    const proving = await verifyWork({environment, at: stored.key, moments})(job);
    return await proving.run();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    error.leaves.backup = stored;
    if (!NOT_HERE.includes(error.code)) throw error;
    const {build, settings} = job.project;
    const part = partOf({environment, instance: settings.instance});
    const warning = warningOf(
      new UserError('NOT_PROVEN', `It is stored, and not proven: ${error.message}`, {
        remedy: `${error.remedy} Or prove it elsewhere: ${prove({project: build.project, part, environments: environment === PRODUCTION ? [] : [environment]})}`,
      }),
    );
    warn(job.world.voice, warning);
    return {outcome: 'passed', warnings: [warning]};
  }
};

const NOT_HERE: readonly string[] = ['BACKUP_KEY_MISSING', 'S3_DENIED'];

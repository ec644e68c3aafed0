import path from 'node:path';
import type {ComposeModel} from '../../compose/model.ts';
import {besideOf, checkedEnvironment, SECRETS} from '../../project/conventions.ts';
import {warnOfLeftOut, warnOfRecord, warnOfUnused} from '../plan/warnings.ts';
import {refuseMissing} from '../plan/missingFiles.ts';
import type {KeptRelease} from '../plan/kept.ts';
import type {Warning} from '../../result/result.ts';
import type {SecretFile} from '../../project/secretFiles.ts';
import type {SecretInside} from '../../compose/secretsInside.ts';
import {foldersAbove, type Tree, treeOf} from '../../history/tree.ts';
import type {ComposeSource} from '../../compose/source.ts';
import type {Compose} from '../../outside/compose.ts';
import type {DeployFolder} from '../folder.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Files} from '../../outside/files.ts';
import type {Git} from '../../outside/git.ts';
import type {Voice} from '../../run/voice.ts';
import {readSources, type SourceNeeds} from '../../workspace/composeSources.ts';
import type {DeployRequest} from './request.ts';
import {blamingMachine} from '../../services/machine.ts';
import {deployedName} from '../../workspace/deployedName.ts';
import {readReferences, type ReferenceNeeds} from '../../workspace/references.ts';
import {findMissingBuilds} from './builds.ts';
import {requireCommit} from '../../workspace/committed.ts';
import {refuseNested} from '../../workspace/deployRoot.ts';
import {severalFiles} from '../../workspace/composeFiles.ts';
import {insideOf, namedInside, warnOfInside} from './inside.ts';
import {type DeployFiles, findComposeFiles} from './composeFiles.ts';
import {decryptSecrets, type EncryptedNeeds} from './encrypted.ts';
import type {ModelFacts} from './missing.ts';
import type {Preview} from './readModel.ts';
import {readModel} from './model.ts';
import {overridesOf, provideComposeFiles} from './provided.ts';
import {listRelease} from './release.ts';
import {keptSecrets, provideSecrets} from './secrets.ts';

export interface PrepareNeeds extends ReferenceNeeds, SourceNeeds, EncryptedNeeds {
  files: Files;
  git: Pick<Git, 'facts' | 'files' | 'ignored' | 'kinship' | 'roots' | 'commitNamed'>;
  docker: Docker;
  compose: Compose;
  voice: Voice;
  folderOf(composeProject: string): DeployFolder;
}

/** What a deploy goes by that its own project decides, and what deploys before it have left in its folder. */
export interface Prepared extends ModelFacts {
  tree: Tree;
  model: ComposeModel;
  /** The compose files, as they were written. */
  sources: readonly ComposeSource[];
  preview: Preview;
  keptSecrets: SecretFile[];
  warnings: Warning[];
  /** What of it is known from then, where it is a release that was live before. */
  kept?: KeptRelease;
  /** To be removed in the end. */
  temporary: string;
}

/** Throws what makes the deploy fail on any host: broken compose files, the traps of validation, files that are missing. */
export const prepare = (request: DeployRequest, needs: PrepareNeeds): Promise<Prepared> =>
  blamingMachine(needs, async () => {
    const {sources, unused, ...facts} = await gatherFiles(request, needs);
    const tree = await plannedTree(facts, needs);
    const temporary = await needs.files.temporaryFolder();
    try {
      const read = await readModel({...facts, sources, temporary}, tree, needs);
      const missing = await findMissingBuilds(read.preview, facts, needs.files);
      refuseMissing(missing, {...facts, folder: facts.folder.path});
      return {
        ...facts,
        sources,
        ...read,
        keptSecrets: await keptSecrets(facts, read, needs),
        warnings: [
          ...unused,
          ...warnOfLeftOut(facts.release),
          ...warnOfRecord(facts.record, facts.folder.path),
          ...(await warnOfInside(facts, read, needs)),
          ...warnOfUnused(request.secretFiles, {tree: read.tree, whose: facts.whose}),
        ],
        temporary,
      };
    } catch (error) {
      await needs.files.remove(temporary);
      throw error;
    }
  });

/** Whether a deploy has changed, meanwhile, what this one goes by. */
export const isOutdated = async ({folder, record}: Prepared): Promise<boolean> =>
  JSON.stringify(await folder.record()) !== JSON.stringify(record);

const gatherFiles = async (
  request: DeployRequest,
  needs: PrepareNeeds,
): Promise<ModelFacts & {sources: ComposeSource[]; inside: SecretInside[]; unused: Warning[]}> => {
  const {project} = request;
  const environment = checkedEnvironment(request.environment);
  const composeProject = deployedName(project, environment);
  const folder = needs.folderOf(composeProject);
  await refuseNested(folder.path, project.workspace, needs.files);
  const inside = await insideOf(request, needs);
  const [release, record] = await Promise.all([
    listRelease({...request, inside}, needs, folder),
    folder.record(),
  ]);
  const names = await findComposeFiles(request, release.isPart, needs);
  await requireCommit(project, needs.git);
  const several = await severalFiles(project, needs.files);
  if (several !== undefined) needs.voice.warn(several);
  const both = [names.base, names.environment] as const;
  // What leads out of the project is told by the line that names it, before anything goes there.
  const sources = await sourcesOf(project.workspace, names, needs);
  const references = await readReferences(project.workspace, both, needs);
  const whose = {
    project: project.build.project,
    environment,
    isLaptop: project.build.job === undefined,
    ...(request.secretFile !== undefined && {secretFile: request.secretFile}),
  };
  const {decrypted, unused} = await decryptSecrets(request, {base: names.base, release}, needs);
  return {
    request: namedInside(request, inside, {references, whose}),
    inside,
    composeProject,
    names,
    sources,
    references,
    release,
    whose: {...whose, ...(decrypted && {encrypted: decrypted.path})},
    decrypted,
    unused,
    envFile: besideOf(names.base, SECRETS),
    folder,
    record,
  };
};

/** What Compose will read of the workspace must be of the project. */
const sourcesOf = (
  workspace: string,
  {base, environment}: DeployFiles,
  needs: PrepareNeeds,
): Promise<ComposeSource[]> => {
  const names = [base, environment];
  const directory = path.posix.join(workspace, path.posix.dirname(base));
  const compose = {name: 'preview', directory, files: names.map(name => path.posix.join(workspace, name))};
  return readSources({workspace, names, compose, permits: [], neighbours: []}, needs);
};

/** The files of the release, and those that the deploy itself provides. */
const plannedTree = async (facts: ModelFacts, needs: PrepareNeeds): Promise<Tree> => {
  const {request, folder, release, names, envFile, record} = facts;
  const {workspace} = request.project;
  const sources = await folder.sources(workspace, release.listed);
  const provided = [
    ...(await provideComposeFiles({...facts, workspace}, sources, {...needs, folder, record})),
    ...(await provideSecrets(facts, treeOf(sources), needs)),
  ];
  // What is provided is stronger, also than a file that stands where its folder is needed.
  const own = new Set(provided.flatMap(({path}) => [path, ...foldersAbove(path)]));
  for (const path of overridesOf(names)) own.add(path);
  if (await isByHand(envFile, facts, needs)) own.add(envFile);
  return treeOf([...sources.filter(({path}) => !own.has(path)), ...provided]);
};

/** Whether somebody has put the file into the deploy folder: it counts more than the one of the repository. */
const isByHand = async (
  file: string,
  {folder, record}: ModelFacts,
  {files}: PrepareNeeds,
): Promise<boolean> => !record.filled?.files.includes(file) && (await files.exists(`${folder.path}/${file}`));

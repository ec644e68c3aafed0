import path from 'node:path';
import type {ComposeModel} from '../../compose/model.ts';
import {besideOf, SECRETS} from '../../project/conventions.ts';
import {treeOf} from '../../history/tree.ts';
import {blamingMachine} from '../../services/machine.ts';
import {deployedName} from '../../workspace/deployedName.ts';
import {mergedModel} from '../../workspace/mergedModel.ts';
import type {KeptRelease} from '../plan/kept.ts';
import {withoutDone} from '../plan/once.ts';
import type {Prepared, PrepareNeeds} from './prepare.ts';
import type {DeployRequest} from './request.ts';

/** What a return to a release goes by: its files as they were kept, which Compose and this project once agreed with. */
export const prepareKept = (
  kept: KeptRelease,
  {project, ...request}: DeployRequest,
  needs: PrepareNeeds,
): Promise<Prepared> =>
  blamingMachine(needs, async () => {
    const {names, health, release, once} = kept;
    const composeProject = deployedName(project, request.environment);
    const folder = needs.folderOf(composeProject);
    const record = await folder.record();
    const tree = treeOf(folder.releases.treeOf(kept));
    const whose = {
      project: project.build.project,
      environment: release.environment,
      isLaptop: project.build.job === undefined,
    };
    const temporary = await needs.files.temporaryFolder();
    try {
      const known = {temporary, composeProject, folder, record, names, tree, whose};
      const read = await readKept(known, needs);
      return {
        ...known,
        ...read,
        model: withoutDone(read.model, once),
        request: {
          ...request,
          project: {...project, settings: {...project.settings, health}},
          isTracked: false,
        },
        references: [],
        release: {listed: [], missingSubmodules: [], isPart: file => tree.has(file)},
        envFile: besideOf(names.base, SECRETS),
        decrypted: undefined,
        keptSecrets: [],
        warnings: [],
        kept,
      };
    } catch (error) {
      await needs.files.remove(temporary);
      throw error;
    }
  });

type Known = Pick<
  Prepared,
  'temporary' | 'composeProject' | 'folder' | 'record' | 'names' | 'tree' | 'whose'
>;

/** As Compose reads it where it will lie; its secrets are hidden from here on. */
const readKept = async (
  {temporary, composeProject, folder, record, names, tree, whose}: Known,
  needs: PrepareNeeds,
): Promise<Pick<Prepared, 'model' | 'sources' | 'preview'>> => {
  const prefix = path.join(temporary, 'kept');
  const root = path.join(prefix, folder.path);
  await folder.preview(root, tree, record);
  const compose = {
    name: composeProject,
    directory: path.join(root, path.dirname(names.base)),
    files: [names.base, names.environment].map(name => path.join(root, name)),
  };
  const {model: shown} = await mergedModel(needs, compose, {folder: root, sources: [], readFor: whose});
  const model = JSON.parse(JSON.stringify(shown).replaceAll(prefix, '')) as ComposeModel;
  return {model, sources: [], preview: {prefix, root, project: compose, shown}};
};

import path from 'node:path';
import type {Project} from '../../workspace/project.ts';
import type {Placing} from '../gather.ts';
import {composeOf, type HereNeeds} from '../here.ts';

/** Whether services read an env file of one's own that is to be made as yet: without it Compose may refuse its files. */
export const waitsForEnvironment = async (
  project: Project,
  {here: {base}, own, override, environment}: Placing,
  {files, readComposeSource}: Pick<HereNeeds, 'files' | 'readComposeSource'>,
): Promise<boolean> => {
  if (environment.write === undefined || own.environment.text !== undefined) return false;
  const texts = [
    {name: base, text: (await files.readInside(project.workspace, base)) ?? ''},
    {name: own.override.name, text: override.write?.text ?? own.override.text ?? ''},
  ];
  const {directory} = composeOf(project, [base]);
  const wanted = path.resolve(project.workspace, environment.write.file);
  return texts
    .flatMap(({name, text}) => readComposeSource(name, text).reads)
    .filter(({kind}) => kind === 'env_file')
    .some(({files: named}) => named.some(file => path.resolve(directory, file) === wanted));
};

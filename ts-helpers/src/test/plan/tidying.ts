import type {ComposeModel} from '../../compose/model.ts';
import {isWithin} from '../../text/paths.ts';

/** Folders of the workspace that containers can write to: the outermost. */
export const writtenFolders = (model: ComposeModel, workspace: string): string[] => {
  const sources = Object.values(model.services)
    .flatMap(({volumes = []}) => volumes)
    .filter(({type, read_only: isReadOnly}) => type === 'bind' && isReadOnly !== true)
    .map(({source = ''}) => source)
    .filter(source => isWithin(source, workspace));
  return [...new Set(sources)].filter(
    source => !sources.some(other => other !== source && isWithin(source, other)),
  );
};

/** Images that the run has, those of others first: what a project builds of its own may have few programs. */
export const imagesOf = ({services}: ComposeModel): string[] => {
  const all = Object.values(services);
  const named = (isBuilt: boolean) =>
    all.filter(({build}) => (build !== undefined) === isBuilt).map(({image}) => image);
  return [...new Set([...named(false), ...named(true)])].filter(image => image !== undefined);
};

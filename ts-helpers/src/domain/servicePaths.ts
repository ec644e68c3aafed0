import type {ComposeModel, ComposeService} from './compose.ts';
import {mountsFromFolder} from './deploy.ts';
import type {ErrorReport} from './result.ts';
import {isBroken} from './services.ts';

/**
 * Files and folders that failing services are made of: what is built into them or mounted. Relative to the folder of
 * the project, which itself is left out: that all of it belongs to a service says nothing.
 */
export const failingPaths = (
  {evidence: {services = []}, where = ''}: Pick<ErrorReport, 'evidence'> & {where?: string | undefined},
  model: ComposeModel,
  folder: string,
): string[] => {
  const words = new Set(where.split(/[\s,:]+/));
  const names = new Set(services.filter(isBroken).map(({service}) => service));
  const found = Object.entries(model.services)
    .filter(([name]) => names.has(name) || words.has(name))
    .flatMap(([, service]) => [...builtFrom(service, folder), ...mountsFromFolder(service, folder)]);
  return [...new Set(found)].filter(place => place !== '');
};

const builtFrom = ({build}: ComposeService, folder: string): string[] => {
  if (build === undefined) return [];
  const context = relative(build.context, folder);
  if (context === undefined) return [];
  const dockerfile = build.dockerfile ?? 'Dockerfile';
  return [context, dockerfile.startsWith('/') ? '' : [context, dockerfile].filter(Boolean).join('/')];
};

const relative = (place: string, folder: string): string | undefined => {
  if (place === folder) return '';
  return place.startsWith(`${folder}/`) ? place.slice(folder.length + 1) : undefined;
};

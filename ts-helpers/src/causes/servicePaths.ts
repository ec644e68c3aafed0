import type {ComposeModel, ComposeService} from '../compose/model.ts';
import {pathWithin} from '../text/paths.ts';
import type {ErrorReport} from '../result/result.ts';
import {isBroken} from '../health/services.ts';
import {askedBehind, brokenOff} from './upstream.ts';

/**
 * Files and folders that failing services are made of: what is built into them or mounted. Relative to the folder of
 * the project, which itself is left out: that all of it belongs to a service says nothing.
 */
export const failingPaths = (
  error: Pick<ErrorReport, 'evidence'> & {where?: string | undefined},
  model: ComposeModel,
  folder: string,
): string[] => {
  const found = failingServicesOf(error, model).flatMap(service => [
    ...builtFrom(service, folder),
    ...mountedFrom(service, folder),
  ]);
  return [...new Set(found)].filter(place => place !== '');
};

/** As the model has them. */
export const failingServicesOf = (
  error: Pick<ErrorReport, 'evidence'> & {where?: string | undefined},
  model: ComposeModel,
): ComposeService[] => {
  const {services = []} = error.evidence;
  const named = brokenOff(error);
  const own = [...(error.where ?? '').split(/[\s,:]+/), ...askedBehind(error)];
  const words = new Set(named.length > 0 ? named : own);
  const names = new Set(services.filter(isBroken).map(({service}) => service));
  return Object.entries(model.services)
    .filter(([name]) => names.has(name) || words.has(name))
    .map(([, service]) => service);
};

const builtFrom = ({build}: ComposeService, folder: string): string[] => {
  if (build === undefined) return [];
  const context = pathWithin(folder, build.context);
  if (context === undefined) return [];
  const dockerfile = build.dockerfile ?? 'Dockerfile';
  return [context, dockerfile.startsWith('/') ? '' : [context, dockerfile].filter(Boolean).join('/')];
};

const mountedFrom = ({volumes = []}: ComposeService, folder: string): string[] =>
  volumes.filter(({type}) => type === 'bind').flatMap(({source = ''}) => pathWithin(folder, source) ?? []);

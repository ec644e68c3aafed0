import {pathWithin} from '../text/paths.ts';
import type {ComposeService} from '../compose/model.ts';
import type {Evidence} from '../result/result.ts';
import {isBroken} from '../health/services.ts';

/** Where a file that a container names may lie in the repository, the likeliest first. */
export interface Origin {
  /** Relative to the folder of the project. */
  path: string;
  /** It is not in the image: what its Dockerfile does to it does not count. */
  isMounted: boolean;
}

/** Files that a failure says nobody may run or read, as the program names them. */
export const deniedFiles = ({message, evidence}: {message: string; evidence: Evidence}): string[] => {
  const {log, services = []} = evidence;
  const lines = [
    ...message.split('\n'),
    ...(log?.lines ?? []),
    ...services.filter(isBroken).flatMap(service => service.log ?? []),
  ];
  const words = lines
    .filter(line => /permission denied/i.test(line))
    .flatMap(line => line.split(/[\s"'`:()[\],]+/))
    .filter(word => /^\.{0,2}\/?\w/.test(word) && /[/.]\w/.test(word));
  return [...new Set(words)].slice(0, MOST_FILES);
};

const MOST_FILES = 20;

/** Of the services that failed. */
export const originsOf = (file: string, services: readonly ComposeService[], folder: string): Origin[] =>
  services.flatMap(service => [...mounted(file, service, folder), ...built(file, service, folder)]);

const mounted = (file: string, {volumes = []}: ComposeService, folder: string): Origin[] =>
  volumes
    .filter(({type}) => type === 'bind')
    .sort((one, other) => (other.target ?? '').length - (one.target ?? '').length)
    .flatMap(({source = '', target = ''}) => {
      const within = file === target ? '' : file.startsWith('/') ? pathWithin(target, file) : below(file);
      const path =
        within === undefined ? undefined : pathWithin(folder, [source, within].filter(Boolean).join('/'));
      return path === undefined || path === '' ? [] : [{path, isMounted: true}];
    });

/** What is copied lies in the context like in the image, or deeper in that. */
const built = (file: string, {build}: ComposeService, folder: string): Origin[] => {
  const context = build === undefined ? undefined : pathWithin(folder, build.context);
  if (context === undefined) return [];
  const parts = below(file).split('/');
  return parts.map((_, from) => ({
    path: [context, ...parts.slice(from)].filter(Boolean).join('/'),
    isMounted: false,
  }));
};

const below = (file: string): string => file.replace(/^(?:\.{0,2}\/)+/, '');

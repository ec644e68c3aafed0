import type {ComposeService} from '../compose/model.ts';
import type {Evidence, MountedFile} from '../result/result.ts';
import {originsOf} from './denied.ts';

const MOST_FILES = 20;

/** The files of the repository that a failure may mean by what its containers call them. */
export const mountedIn = (
  {message, evidence}: {message: string; evidence: Evidence},
  services: readonly ComposeService[],
  folder: string,
): MountedFile[] => {
  const words = [message, ...(evidence.log?.lines ?? [])].flatMap(line => line.split(/[\s"'`:()[\],]+/));
  const named = [...new Set(words.filter(word => /^\/\w/.test(word)))];
  return named
    .flatMap(file =>
      originsOf(file, services, folder)
        .filter(({isMounted}) => isMounted)
        .slice(0, 1)
        .map(({path}) => ({named: file, path})),
    )
    .slice(0, MOST_FILES);
};

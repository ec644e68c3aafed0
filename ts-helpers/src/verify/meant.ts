import {namedProject} from '../project/conventions.ts';
import type {Project} from '../workspace/project.ts';

/** Whose backup a word means: `shop/berlin`; `shop`, and no word, in the folder of an instance of shop that one. */
export const meantBy = (
  word: string | undefined,
  {build, settings}: Pick<Project, 'build' | 'settings'>,
): {name: string; instance: string | undefined; isOwn: boolean} => {
  const {name, instance = undefined} = word === undefined ? {name: build.project} : namedProject(word);
  const isOwn = name === build.project && (instance ?? settings.instance) === settings.instance;
  return {name, instance: isOwn ? settings.instance : instance, isOwn};
};

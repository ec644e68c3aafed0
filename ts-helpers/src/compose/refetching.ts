import type {ComposeModel} from './model.ts';
import type {ComposeSource} from './source.ts';
import {lineOf} from './sourcePlaces.ts';
import {asWritten} from './unfetched.ts';

export interface Refetching {
  service: string;
  policy: string;
  /** `dc.stage.yml:4` */
  where: string;
}

/** What has an image fetched wherever it is here already; by its name without a tag as well, for registries leave that out. */
export const refetchingOf = (
  image: string,
  {services}: Pick<ComposeModel, 'services'>,
  sources: readonly ComposeSource[],
): Refetching[] =>
  Object.entries(services).flatMap(([service, {image: own = '', pull_policy: policy = 'missing'}]) => {
    const written = asWritten(own);
    const isIt = written === image || written.replace(/:[^:/]+$/, '') === image;
    if (!isIt || CONTENT.includes(policy)) return [];
    return [{service, policy, where: lineOf(sources, ['services', service, 'pull_policy'])}];
  });

/** With what is here; the others ask the registry each time, or once in a while. */
const CONTENT = ['missing', 'if_not_present', 'never', 'build'];

/** `pull_policy: always` of web (dc.stage.yml:4) */
export const refetchingText = (all: readonly Refetching[]): string =>
  all.map(({service, policy, where}) => `${WORD}${policy}\` of ${service} (${where})`).join(', ');

const WORD = '`pull_policy: ';

/** Whether an error of an image tells of it: then it has the remedy as well. */
export const tellsOfRefetching = (message: string): boolean => message.includes(WORD);

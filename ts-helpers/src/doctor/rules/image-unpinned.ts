import {stagesOf} from '../plan/dockerfile.ts';
import type {DockerfileFacts} from '../plan/facts.ts';
import {placeOf, writtenAt} from '../plan/places.ts';
import type {Finding, Rule} from '../plan/rule.ts';
import {servicesOf} from '../plan/services.ts';

export const imageUnpinned: Rule = {
  code: 'image-unpinned',
  severity: 'warning',
  title: 'An image has no version',
  why: '`latest`, or no tag at all, is another image from one day to the next: what was tested is not what is deployed, and no rollback brings the old one back.',
  mend: 'Name the version that is used, as in `postgres:15.8`, or a digest.',
  find: facts => [
    // What is built here has its image's name as a result.
    ...servicesOf(facts).flatMap(({name, service: {image, build}, environment}) => {
      const written = writtenAt(environment, 'services', name, 'image') ?? image;
      return build !== undefined || written === undefined || isPinned(written)
        ? []
        : [
            {
              ...placeOf(environment, 'services', name, 'image'),
              message: told(`The service ${name}`, written),
            },
          ];
    }),
    ...facts.dockerfiles.flatMap(unpinnedStages),
  ],
};

const unpinnedStages = ({file, instructions}: DockerfileFacts): Finding[] => {
  const names = stagesOf(instructions).flatMap(stage => stage.names);
  return instructions.flatMap(({name, words, line}) => {
    const image = words.split(' ').find(word => !word.startsWith('--'));
    if (name !== 'FROM' || image === undefined || image === 'scratch') return [];
    return names.includes(image.toLowerCase()) || isPinned(image)
      ? []
      : [{file, line, message: told('A stage', image)}];
  });
};

/** What a variable decides is pinned by who gives it. */
const isPinned = (image: string): boolean => {
  if (image.includes('@') || image.includes('$')) return true;
  const name = image.slice(image.lastIndexOf('/') + 1);
  return name.includes(':') && !name.endsWith(':latest');
};

const told = (who: string, image: string): string => `${who} is of ${image}, whatever that is on the day.`;

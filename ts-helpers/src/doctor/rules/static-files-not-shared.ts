import {engineWord} from '../../compose/database.ts';
import type {ComposeMount} from '../../compose/model.ts';
import {djangoServices} from '../plan/django.ts';
import type {EnvironmentFacts} from '../plan/facts.ts';
import {placeOf} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';

export const staticFilesNotShared: Rule = {
  code: 'static-files-not-shared',
  severity: 'warning',
  title: 'nginx serves static files that nobody puts there',
  why: 'The volume that nginx reads has to be the one that Django collects its static files into; otherwise pages come without styles and scripts.',
  mend: 'Mount the same volume in both, in every environment: `static:/static`, with `STATIC_ROOT` there.',
  find: facts => {
    const environments = new Set(djangoServices(facts).map(({environment}) => environment));
    return [...environments].flatMap(environment =>
      Object.entries(environment.model.services).flatMap(([name, {image, volumes = []}]) => {
        if (engineWord(image, ['nginx']) === undefined) return [];
        return volumes
          .filter(mount => isStatic(mount) && !isShared(name, mount, environment))
          .map(({source, target}) => ({
            ...placeOf(environment, 'services', name, 'volumes'),
            message: `The service ${name} serves ${target} of the volume ${source} in ${environment.name}, which no other service there has.`,
          }));
      }),
    );
  },
};

/** What a folder of the host has is anybody's guess. */
const isStatic = ({type, source, target}: ComposeMount): boolean =>
  type === 'volume' && source !== undefined && /(?:^|\/)static(?:files)?(?:\/|$)/.test(target);

const isShared = (name: string, {source}: ComposeMount, {model}: EnvironmentFacts): boolean =>
  Object.entries(model.services).some(
    ([other, {volumes = []}]) => other !== name && volumes.some(mount => mount.source === source),
  );

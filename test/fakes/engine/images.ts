import type {Docker} from '../../../ts-helpers/src/outside/docker.ts';
import {carries, type EngineState, failIfTold} from './state.ts';

type Labelled = Pick<
  Docker,
  'imageIds' | 'imagesLabelled' | 'removeImages' | 'labelled' | 'containerLabels' | 'giveBack'
>;

/** Images, and what things of the engine carry. */
export const imagesIn = (state: EngineState): Labelled => {
  const chosenOf = (
    things: Iterable<{labels: Readonly<Record<string, string>>}>,
    label: string,
    chosen: readonly string[],
  ) =>
    [...things]
      .filter(thing => carries(thing, label))
      .map(({labels}) => Object.fromEntries(chosen.map(key => [key, labels[key] ?? ''])));
  return {
    async imageIds(names) {
      failIfTold(state, 'docker image inspect');
      return new Map(
        names.flatMap(name => {
          const id = state.images.get(name)?.id;
          return id === undefined ? [] : [[name, id] as const];
        }),
      );
    },

    async imagesLabelled(label) {
      const found = [...state.images.values()].filter(image => carries(image, label));
      return [...new Set(found.map(({id}) => id))];
    },

    async removeImages(ids) {
      failIfTold(state, 'docker image rm');
      for (const [name, {id}] of state.images) if (ids.includes(id)) state.images.delete(name);
    },

    async labelled(label, chosen) {
      failIfTold(state, 'docker images');
      const all = [...state.containers, ...state.things, ...new Set(state.images.values())];
      return chosenOf(all, label, chosen);
    },

    async containerLabels(label, chosen) {
      failIfTold(state, 'docker ps');
      return chosenOf(state.containers, label, chosen);
    },

    async giveBack() {
      failIfTold(state, 'docker run');
    },
  };
};

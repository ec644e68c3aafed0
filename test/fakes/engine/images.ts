import type {Docker} from '../../../ts-helpers/src/outside/docker.ts';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';
import {carries, type EngineState, failIfTold, type FakeImage} from './state.ts';

type Labelled = Pick<
  Docker,
  | 'imageIds'
  | 'imagesLabelled'
  | 'removeImages'
  | 'tagImage'
  | 'untagImages'
  | 'labelled'
  | 'containerLabels'
  | 'giveBack'
>;

/** By one of its names, or by its id. */
const imageCalled = ({images}: EngineState, wanted: string): FakeImage | undefined =>
  images.get(wanted) ?? [...images.values()].find(({id}) => id === wanted);

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
          const id = imageCalled(state, name)?.id;
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

    async tagImage(id, name) {
      const image = imageCalled(state, id);
      if (image === undefined)
        throw new CommandFailed({
          program: 'docker',
          args: ['image', 'tag', id, name],
          exitCode: 1,
          tail: [],
          stderr: `Error response from daemon: No such image: ${id}`,
        });
      state.images.set(name, image);
    },

    async untagImages(names) {
      for (const name of names) {
        const id = state.images.get(name)?.id;
        const isLast = [...state.images.values()].filter(image => image.id === id).length === 1;
        if (!isLast || !state.containers.some(({imageId}) => imageId === id)) state.images.delete(name);
      }
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

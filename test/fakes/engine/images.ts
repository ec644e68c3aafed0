import type {Docker} from '../../../ts-helpers/src/outside/docker.ts';
import {refused} from './refused.ts';
import {hostname} from 'node:os';
import {carries, type EngineState, failIfTold, type FakeImage, nameImage} from './state.ts';

type Labelled = Pick<
  Docker,
  | 'imageIds'
  | 'tagged'
  | 'registryNames'
  | 'imagesOf'
  | 'imagesBelow'
  | 'imagesLabelled'
  | 'removeImages'
  | 'tagImage'
  | 'untagImages'
  | 'labelled'
  | 'containerLabels'
  | 'giveBack'
  | 'storedImages'
  | 'imagesInUse'
  | 'engineRoot'
  | 'usage'
>;

/** By one of its names, by its id, or by what a registry calls it: with the tag that it had there, or without. */
export const imageCalled = ({images}: EngineState, wanted: string): FakeImage | undefined =>
  images.get(wanted) ??
  [...images.values()].find(
    ({id, registryNames = []}) => id === wanted || registryNames.includes(wanted.replace(/:[^:/@]+@/, '@')),
  );

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

    async tagged(names) {
      failIfTold(state, 'docker images');
      return new Map(
        names.flatMap(name => {
          const id = state.images.get(name)?.id;
          return id === undefined ? [] : [[name, id] as const];
        }),
      );
    },

    async registryNames(names) {
      failIfTold(state, 'docker image inspect');
      return new Map(
        names.flatMap(name => {
          const image = imageCalled(state, name);
          return image === undefined ? [] : [[name, image.registryNames ?? []] as const];
        }),
      );
    },

    async imagesOf(repository) {
      failIfTold(state, 'docker images');
      return [...state.images.keys()].filter(name => name.startsWith(`${repository}:`));
    },

    async imagesBelow(beginning) {
      failIfTold(state, 'docker images');
      return [...state.images.keys()].filter(name => name.startsWith(beginning));
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
      if (image === undefined) throw refused(['image', 'tag', id, name], `No such image: ${id}`);
      nameImage(state, name, image);
    },

    async untagImages(names) {
      failIfTold(state, 'docker image rm');
      for (const name of names) {
        const id = state.images.get(name)?.id;
        const isLast = [...state.images.values()].filter(image => image.id === id).length === 1;
        if (!isLast || !state.containers.some(({imageId}) => imageId === id)) state.images.delete(name);
      }
    },

    async storedImages(label) {
      failIfTold(state, 'docker images');
      const found = new Map<string, {image: FakeImage; names: string[]}>();
      for (const [name, image] of state.images) {
        const {names} = found.get(image.id) ?? {names: []};
        found.set(image.id, {image, names: name === image.id ? names : [...names, name].sort()});
      }
      return [...found.values()]
        .filter(({image}) => carries(image, label))
        .map(({image: {id, labels}, names}) => ({id, names, labels, size: 1_000_000}));
    },

    async imagesInUse() {
      failIfTold(state, 'docker ps');
      return [...new Set(state.containers.map(({imageId}) => imageId))];
    },

    async engineRoot() {
      failIfTold(state, 'docker info');
      return {folder: state.root, host: state.host ?? hostname()};
    },

    async usage() {
      failIfTold(state, 'docker system df');
      return state.usage;
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

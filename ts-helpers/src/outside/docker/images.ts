import {CommandFailed} from '../../errors/userError.ts';
import type {DockerCommand} from '../dockerCommand.ts';

/** The images of this machine. */
export interface Images {
  /** By name, the ids of those that are there. */
  imageIds(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Ids of those that carry a label, `key=value`; also after an interruption. */
  imagesLabelled(label: string): Promise<string[]>;
  /** Also after an interruption. */
  removeImages(ids: readonly string[]): Promise<void>;
}

export const imagesOf = (docker: DockerCommand, ask: DockerCommand): Images => {
  const idsOf = async (names: readonly string[]): Promise<string[] | undefined> => {
    if (names.length === 0) return [];
    try {
      return (await ask(['image', 'inspect', '--format', '{{.Id}}', '--', ...names])).stdout.split('\n');
    } catch (error) {
      if (isNoSuchImage(error)) return undefined;
      throw error;
    }
  };
  return {
    async imageIds(images) {
      const names = [...new Set(images)];
      const all = await idsOf(names);
      // Of those that are there docker tells then too, but not which they are.
      const ids = all ?? (await Promise.all(names.map(name => idsOf([name])))).map(one => one?.[0]);
      return new Map(
        names.flatMap((name, index) => {
          const id = ids[index];
          return id === undefined ? [] : [[name, id] as const];
        }),
      );
    },

    async imagesLabelled(label) {
      const words = ['images', '--quiet', '--no-trunc', '--filter', `label=${label}`];
      const {stdout} = await docker(words, {uninterruptible: true});
      return [...new Set(stdout.split('\n').filter(Boolean))];
    },

    async removeImages(ids) {
      if (ids.length > 0) await docker(['image', 'rm', '--force', ...ids], {uninterruptible: true});
    },
  };
};

export const isNoSuchImage = (error: unknown): error is CommandFailed =>
  error instanceof CommandFailed && /no such image/i.test(error.stderr);

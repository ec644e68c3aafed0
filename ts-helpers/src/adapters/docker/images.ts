import {CommandFailed} from '../../errors.ts';
import type {DockerCommand} from './command.ts';

/** The images of this machine. */
export interface Images {
  /** By name, the ids of those that are there. */
  imageIds(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Removes those that carry a label, `key=value`; also after an interruption. */
  removeImages(label: string): Promise<void>;
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

    async removeImages(label) {
      const options = {uninterruptible: true};
      const {stdout} = await docker(
        ['images', '--quiet', '--no-trunc', '--filter', `label=${label}`],
        options,
      );
      const ids = [...new Set(stdout.split('\n').filter(Boolean))];
      if (ids.length > 0) await docker(['image', 'rm', '--force', ...ids], options);
    },
  };
};

export const isNoSuchImage = (error: unknown): error is CommandFailed =>
  error instanceof CommandFailed && /no such image/i.test(error.stderr);

import {CommandFailed} from '../../errors/userError.ts';
import type {DockerCommand} from '../dockerCommand.ts';

/** The images of this machine. */
export interface Images {
  /** By name, the ids of those that are there. */
  imageIds(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** By names with tags, the ids of the images that are called so: one question, also where most are not here. */
  tagged(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** By the names of those that are here: what registries call them, `registry.example.org/web@sha256:…`; nothing of what came from none. */
  registryNames(names: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Names with tags of those of a repository that are here, the newest first. */
  imagesOf(repository: string): Promise<string[]>;
  /** Names with tags that begin so, up to the end of the repository's name. */
  imagesBelow(beginning: string): Promise<string[]>;
  /** Ids of those that carry a label, `key=value`; also after an interruption. */
  imagesLabelled(label: string): Promise<string[]>;
  /** Also after an interruption. Those that are gone, or that another is removing, do not matter. */
  removeImages(ids: readonly string[]): Promise<void>;
  /** Calls an image by one more name, which another may have had. */
  tagImage(id: string, name: string): Promise<void>;
  /** Takes names away, and images that have no other, unless a container is made of them. Names that are gone do not matter. */
  untagImages(names: readonly string[]): Promise<void>;
}

export const imagesOf = (docker: DockerCommand, ask: DockerCommand): Images => {
  const linesOf = async (format: string, names: readonly string[]): Promise<string[] | undefined> => {
    if (names.length === 0) return [];
    try {
      return (await ask(['image', 'inspect', '--format', format, '--', ...names])).stdout.split('\n');
    } catch (error) {
      if (isNoSuchImage(error)) return undefined;
      throw error;
    }
  };
  const told = async (format: string, images: readonly string[]): Promise<Map<string, string>> => {
    const names = [...new Set(images)];
    const all = await linesOf(format, names);
    // Of those that are there docker tells then too, but not which they are.
    const lines = all ?? (await Promise.all(names.map(name => linesOf(format, [name])))).map(one => one?.[0]);
    return new Map(
      names.flatMap((name, index) => {
        const line = lines[index];
        return line === undefined ? [] : [[name, line] as const];
      }),
    );
  };
  return {
    imageIds: images => told('{{.Id}}', images),

    async tagged(names) {
      if (names.length === 0) return new Map();
      const filters = names.flatMap(name => ['--filter', `reference=${name}`]);
      const format = '{{.Repository}}:{{.Tag}} {{.ID}}';
      const {stdout} = await ask(['images', '--no-trunc', '--format', format, ...filters]);
      const all = stdout.split('\n').map(line => line.split(' ') as [string, string]);
      return new Map(all.filter(([name]) => names.includes(name)));
    },

    async registryNames(images) {
      const lines = await told('{{join .RepoDigests " "}}', images);
      return new Map([...lines].map(([name, line]) => [name, line.split(' ').filter(Boolean)]));
    },

    async imagesOf(repository) {
      const {stdout} = await ask(['images', '--format', '{{.Repository}}:{{.Tag}}', repository]);
      return stdout
        .split('\n')
        .filter(name => name.startsWith(`${repository}:`) && !name.endsWith(':<none>'));
    },

    async imagesBelow(beginning) {
      const filter = ['--filter', `reference=${beginning}*`];
      const {stdout} = await ask(['images', '--format', '{{.Repository}}:{{.Tag}}', ...filter]);
      return stdout.split('\n').filter(name => name.startsWith(beginning) && !name.endsWith(':<none>'));
    },

    async imagesLabelled(label) {
      const words = ['images', '--quiet', '--no-trunc', '--filter', `label=${label}`];
      const {stdout} = await docker(words, {uninterruptible: true});
      return [...new Set(stdout.split('\n').filter(Boolean))];
    },

    async removeImages(ids) {
      if (ids.length > 0)
        await docker(['image', 'rm', '--force', ...ids], {uninterruptible: true}).catch(unlessAllGone);
    },

    async tagImage(id, name) {
      await docker(['image', 'tag', id, name]);
    },

    async untagImages(names) {
      for (const name of names)
        await docker(['image', 'rm', '--', name]).catch((error: unknown) => {
          if (!isNoSuchImage(error) && !isInUse(error)) throw error;
        });
    },
  };
};

/** `conflict: unable to remove repository reference "x:1" (must force) - container 1a2b is using its referenced image` */
const isInUse = (error: unknown): boolean =>
  error instanceof CommandFailed && /\bconflict: unable to (?:remove|delete)\b/.test(error.stderr);

const unlessAllGone = (error: unknown): void => {
  if (!(error instanceof CommandFailed) || !error.stderr.trim().split('\n').every(isGone)) throw error;
};

/** The second while another process removes it. */
const isGone = (line: string): boolean => /no such image|unrecognized image ID/i.test(line);

export const isNoSuchImage = (error: unknown): error is CommandFailed =>
  error instanceof CommandFailed && /no such image/i.test(error.stderr);

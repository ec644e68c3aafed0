import type {DockerCommand} from '../dockerCommand.ts';
import {isNoSuchImage} from './images.ts';

/** What things of the engine carry as labels. */
export interface Labels {
  /** Chosen labels of all containers, networks, volumes and images that carry a label: `key` or `key=value`. */
  labelled(label: string, chosen: readonly string[]): Promise<Record<string, string>[]>;
  /** Chosen labels of all containers, running or not, that carry a label: `key` or `key=value`. */
  containerLabels(label: string, chosen: readonly string[]): Promise<Record<string, string>[]>;
}

export const labelsOf = (ask: DockerCommand): Labels => {
  const ofImages = async (ids: string, chosen: readonly string[]): Promise<string> => {
    if (ids === '') return '';
    const format = chosen.map(key => `{{index .Config.Labels ${JSON.stringify(key)}}}`).join('\t');
    const unique = [...new Set(ids.split('\n'))];
    try {
      return (await ask(['image', 'inspect', '--format', format, ...unique])).stdout;
    } catch (error) {
      // Other builds remove theirs at any time; of those that are left docker has told.
      if (isNoSuchImage(error)) return error.stdout;
      throw error;
    }
  };
  return {
    async labelled(label, chosen) {
      const filter = ['--filter', `label=${label}`];
      const listing = (args: string[]) => ask([...args, ...filter, '--format', formatOf(chosen)]);
      const listings = [
        ['ps', '--all'],
        ['network', 'ls'],
        ['volume', 'ls'],
      ].map(listing);
      const [images, ...others] = await Promise.all([ask(['images', '--quiet', ...filter]), ...listings]);
      const rows = [...others.map(({stdout}) => stdout), await ofImages(images.stdout, chosen)];
      return labelsOfRows(rows.join('\n'), chosen);
    },

    async containerLabels(label, chosen) {
      const filter = ['--filter', `label=${label}`];
      const {stdout} = await ask(['ps', '--all', ...filter, '--format', formatOf(chosen)]);
      return labelsOfRows(stdout, chosen);
    },
  };
};

const formatOf = (chosen: readonly string[]): string =>
  chosen.map(key => `{{.Label ${JSON.stringify(key)}}}`).join('\t');

const labelsOfRows = (rows: string, chosen: readonly string[]): Record<string, string>[] =>
  rows
    .split('\n')
    .filter(Boolean)
    .map(row => {
      const values = row.split('\t');
      return Object.fromEntries(chosen.map((key, index) => [key, values[index] ?? '']));
    });

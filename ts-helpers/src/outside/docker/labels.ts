import type {DockerCommand} from '../dockerCommand.ts';
import {readJson} from '../garbled.ts';
import {isNoSuchImage} from './images.ts';

/** What things of the engine carry as labels. */
export interface Labels {
  /** Chosen labels of all containers, networks, volumes and images that carry a label: `key` or `key=value`. */
  labelled(label: string, chosen: readonly string[]): Promise<Record<string, string>[]>;
  /** Chosen labels of all containers, running or not, that carry a label: `key` or `key=value`. */
  containerLabels(label: string, chosen: readonly string[]): Promise<Record<string, string>[]>;
}

export const labelsOf = (ask: DockerCommand): Labels => {
  const listed = async (words: readonly string[], label: string, chosen: readonly string[]) => {
    const format = formatOf(chosen.map(key => `.Label ${JSON.stringify(key)}`));
    const {stdout} = await ask([...words, '--filter', `label=${label}`, '--format', format]);
    return labelsIn(`docker ${words.join(' ')}`, stdout, chosen);
  };
  const ofImages = async (label: string, chosen: readonly string[]) => {
    const {stdout} = await ask(['images', '--quiet', '--filter', `label=${label}`]);
    const ids = [...new Set(stdout.split('\n').filter(Boolean))];
    if (ids.length === 0) return [];
    const format = formatOf(chosen.map(key => `index .Config.Labels ${JSON.stringify(key)}`));
    const rows = await ask(['image', 'inspect', '--format', format, ...ids]).catch((error: unknown) => {
      // Other builds remove theirs at any time; of those that are left docker has told.
      if (isNoSuchImage(error)) return error;
      throw error;
    });
    return labelsIn('docker image inspect', rows.stdout, chosen);
  };
  return {
    async labelled(label, chosen) {
      const found = await Promise.all([
        listed(['ps', '--all'], label, chosen),
        listed(['network', 'ls'], label, chosen),
        listed(['volume', 'ls'], label, chosen),
        ofImages(label, chosen),
      ]);
      return found.flat();
    },

    containerLabels: (label, chosen) => listed(['ps', '--all'], label, chosen),
  };
};

/** A row of JSON for each thing, with the values of these expressions. */
const formatOf = (values: readonly string[]): string =>
  `[${values.map(value => `{{json (${value})}}`).join(',')}]`;

const labelsIn = (command: string, rows: string, chosen: readonly string[]): Record<string, string>[] =>
  readJson({command, text: `[${rows.split('\n').filter(Boolean).join(',')}]`}, (found: string[][]) =>
    found.map(values => Object.fromEntries(chosen.map((key, index) => [key, values[index] ?? '']))),
  );

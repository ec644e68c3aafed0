import type {StoredImage} from '../../compose/storedImage.ts';
import type {DockerCommand} from '../dockerCommand.ts';
import {readJson} from '../garbled.ts';
import {ofThoseLeft} from './failures.ts';
import {isNoSuchImage} from './images.ts';
import {idsIn} from './ids.ts';

/** What images the engine stores, and which of them it cannot do without. */
export interface Storage {
  /** Images that carry a label, `key` or `key=value`; those without a name as well. */
  storedImages(label: string): Promise<StoredImage[]>;
  /** Ids of the images that containers are made of, running or not, whoever's they are. */
  imagesInUse(): Promise<string[]>;
  /** Where the engine keeps what it stores, and the name of its machine. */
  engineRoot(): Promise<{folder: string; host: string}>;
}

export const storageOf = (ask: DockerCommand): Storage => ({
  async storedImages(label) {
    const {stdout} = await ask(['images', '--quiet', '--no-trunc', '--filter', `label=${label}`]);
    const ids = [...new Set(stdout.split('\n').filter(Boolean))];
    if (ids.length === 0) return [];
    const rows = await ask(['image', 'inspect', '--format', IMAGE, ...ids]).catch((error: unknown) => {
      // Other builds remove theirs at any time; of those that are left docker has told.
      if (isNoSuchImage(error)) return error;
      throw error;
    });
    const text = `[${rows.stdout.split('\n').filter(Boolean).join(',')}]`;
    return readJson({command: 'docker image inspect', text}, (found: Row[]) =>
      found.map(([id, names, labels, size]) => ({id, names: names ?? [], labels: labels ?? {}, size})),
    );
  },

  async imagesInUse() {
    const ids = idsIn((await ask(['ps', '--all', '--quiet', '--no-trunc'])).stdout);
    if (ids.length === 0) return [];
    const words = ['inspect', '--type', 'container', '--format', '{{.Image}}', ...ids];
    const {stdout} = await ask(words).catch(ofThoseLeft);
    return [...new Set(stdout.split('\n').filter(Boolean))];
  },

  async engineRoot() {
    const {stdout: text} = await ask(['info', '--format', '[{{json .DockerRootDir}},{{json .Name}}]']);
    return readJson({command: 'docker info', text}, ([folder, host]: [string, string]) => ({folder, host}));
  },
});

type Row = [string, string[] | null, Record<string, string> | null, number];

const IMAGE = '[{{json .Id}},{{json .RepoTags}},{{json .Config.Labels}},{{json .Size}}]';

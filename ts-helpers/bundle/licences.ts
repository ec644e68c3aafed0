/** The notices of the packages that the bundle carries: their licences ask for them wherever a copy goes. */
import {existsSync} from 'node:fs';
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import type {Metafile} from 'esbuild';

/** Folders of the packages that something was bundled of, relative to the root. */
export const packagesIn = ({inputs}: Pick<Metafile, 'inputs'>): string[] => [
  ...new Set(Object.keys(inputs).flatMap(file => PACKAGE.exec(file)?.[1] ?? [])),
];

/** The innermost one: packages have packages of their own. */
const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** All notices as one text, each but once. Throws where a package names no licence, or there is no text of it. */
export const noticesOf = async (root: string, packages: readonly string[]): Promise<string> => {
  const byText = new Map<string, string[]>();
  for (const folder of packages) {
    const {name, version, license, text} = await licenceOf(root, folder);
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const notices = [...byText]
    .map(([text, names]) => `${[...new Set(names)].sort().join('\n')}\n\n${text}`)
    .sort();
  return [HEADER, ...notices].map(part => `${part}\n`).join(`\n${'-'.repeat(80)}\n\n`);
};

const HEADER = `Countable Pipeline carries the packages below, each under its own licence.`;

interface Licence {
  name: string;
  version: string;
  license: string;
  text: string;
}

const licenceOf = async (root: string, folder: string): Promise<Licence> => {
  const described = await readFile(path.join(root, folder, 'package.json'), 'utf8');
  const {name, version, license} = JSON.parse(described) as Partial<Omit<Licence, 'text'>>;
  if (!name || !version || !license || typeof license !== 'string')
    throw new Error(`${folder} names no licence.`);
  const files = await readdir(path.join(root, folder));
  const own = files.filter(file => TEXT.test(file)).map(file => path.join(folder, file));
  const [first, ...others] = own.length > 0 ? own.sort() : writtenByUs(root, name);
  if (first === undefined) {
    throw new Error(
      `${name} ${version} (${license}) comes without the text of its licence: add it to ${OURS}.`,
    );
  }
  const texts = [first, ...others].map(async file => (await readFile(path.join(root, file), 'utf8')).trim());
  return {name, version, license, text: (await Promise.all(texts)).join('\n\n').replaceAll('\r\n', '\n')};
};

const TEXT = /^(?:licen[cs]e|copying|notice|copyright)(?:[.-]|$)/i;

/** Texts of packages that only say in their package.json what their licence is. */
const OURS = 'ts-helpers/bundle/licences';

const writtenByUs = (root: string, name: string): string[] => {
  const file = `${OURS}/${name.replace('/', '+')}.txt`;
  return existsSync(path.join(root, file)) ? [file] : [];
};

import {existsSync, readFileSync} from 'node:fs';
import {SourceMap, type SourceMapPayload} from 'node:module';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

/**
 * Texts with places of the sources instead of those of the bundle in that folder: `./ts-helpers/src/main.ts:12:1`. Which
 * column it was is not known. Texts stay as they are where the sources run themselves.
 */
export const inSources = (folder: string): ((text: string) => string) => {
  const file = path.join(folder, POSITIONS);
  if (!existsSync(file)) return text => text;
  const maps = JSON.parse(readFileSync(file, 'utf8')) as Record<string, SourceMapPayload>;
  const here = `${pathToFileURL(folder).href}/`;
  return text => {
    const [before, ...places] = text.split(here);
    return [before, ...places.map(place => sourceOf(place, maps) ?? here + place)].join('');
  };
};

/** The same of the stack of an error and of its causes. */
export const stackInSources = (error: unknown, change: (text: string) => string): void => {
  if (!(error instanceof Error)) return;
  if (error.stack !== undefined) error.stack = change(error.stack);
  stackInSources(error.cause, change);
};

/** As the build names it. */
const POSITIONS = 'positions.json';

const sourceOf = (text: string, maps: Record<string, SourceMapPayload>): string | undefined => {
  const [place, file = '', line, column] = PLACE.exec(text) ?? [];
  const map = maps[file];
  if (place === undefined || map === undefined) return undefined;
  const entry = new SourceMap(map).findEntry(Number(line) - 1, Number(column) - 1);
  if (!('originalSource' in entry) || !entry.originalSource) return undefined;
  return `./${entry.originalSource}:${entry.originalLine + 1}:1${text.slice(place.length)}`;
};

const PLACE = /^([\w-]+\.mjs):(\d+):(\d+)/;

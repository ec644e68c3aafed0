import path from 'node:path';
import type {ComposeSource, SourceRead} from '../../compose/source.ts';
import type {SourceNeeds} from '../../workspace/composeSources.ts';

export interface FurtherSources {
  /** Their services are the project's as well. */
  included: ComposeSource[];
  /** Their services are what others are made of. */
  extended: ComposeSource[];
}

interface Reading extends FurtherSources {
  workspace: string;
  needs: Pick<SourceNeeds, 'files' | 'readComposeSource'>;
  seen: Set<string>;
}

/**
 * The files of the project that its compose files include, or extend services of, as far as they are named without variables. What
 * Compose may read of them is known by then.
 */
export const furtherSources = async (
  sources: readonly ComposeSource[],
  {workspace, base}: {workspace: string; base: string},
  needs: Reading['needs'],
): Promise<FurtherSources> => {
  const reading = {workspace, needs, seen: new Set<string>(), included: [], extended: []};
  // What the files themselves name is relative to the first of them.
  for (const source of sources)
    await follow(reading, source, {folder: path.posix.dirname(base), isIncluded: true});
  return {included: reading.included, extended: reading.extended};
};

const follow = async (
  reading: Reading,
  {reads}: ComposeSource,
  {folder, isIncluded}: {folder: string; isIncluded: boolean},
): Promise<void> => {
  for (const {kind, files} of reads)
    for (const file of namesPlace(kind) ? files : []) {
      const at = path.posix.join(folder, file);
      if (file.includes('$') || path.isAbsolute(file) || at.startsWith('..') || reading.seen.has(at))
        continue;
      reading.seen.add(at);
      const text = await reading.needs.files.readInside(reading.workspace, at);
      if (text === undefined) continue;
      const source = reading.needs.readComposeSource(at, text);
      const isWhole = isIncluded && kind === 'include';
      (isWhole ? reading.included : reading.extended).push(source);
      await follow(reading, source, {folder: path.posix.dirname(at), isIncluded: isWhole});
    }
};

const namesPlace = (kind: SourceRead['kind']): boolean => kind === 'include' || kind === 'extends';

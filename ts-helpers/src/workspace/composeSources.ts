import path from 'node:path';
import type {ComposeProject} from '../compose/model.ts';
import {isRemote, judgeRead, type ReadJudging} from '../isolation/composeReads.ts';
import {notBeside} from '../isolation/isolate.ts';
import {isInside} from '../isolation/places.ts';
import type {ComposeSource, SourceRead} from '../compose/source.ts';
import type {Compose} from '../outside/compose.ts';
import type {Files} from '../outside/files.ts';
import type {Places} from '../outside/places.ts';

export interface SourceNeeds {
  files: Pick<Files, 'readInside'>;
  places: Places;
  compose: Pick<Compose, 'interpolate'>;
  readComposeSource(file: string, text: string): ComposeSource;
}

export interface SourceRequest {
  workspace: string;
  /** Compose files, relative to the workspace. */
  names: readonly string[];
  /** As Compose will be asked for it. */
  compose: ComposeProject;
  /** Files of the project that variables come from, relative to it, besides the `.env` beside the compose file. */
  envFiles?: readonly string[];
  permits: readonly string[];
  neighbours: readonly string[];
}

/**
 * Reads the compose files of a project, once it is known that Compose will read nothing that it should not: neither these
 * files nor any that they name. Throws OUTSIDE_PROJECT, COMPOSE_INVALID, and beside deploys TEST_NOT_ALLOWED.
 */
export const readSources = async (request: SourceRequest, needs: SourceNeeds): Promise<ComposeSource[]> => {
  const {workspace, names, compose, envFiles = []} = request;
  const realWorkspace = (await needs.places.find(workspace)).real;
  const reader = {...request, realWorkspace, needs, seen: new Set<string>()};
  await checkRead(reader, path.posix.join(compose.directory, '.env'), '.env');
  for (const file of envFiles) await checkRead(reader, path.posix.join(workspace, file), file);
  const sources = await Promise.all(names.map(name => sourceOf(reader, name)));
  for (const source of sources) await follow(reader, source, {base: compose.directory, isIncluded: false});
  return sources;
};

type Reader = SourceRequest & ReadJudging & {needs: SourceNeeds; seen: Set<string>};

/** What the paths of a file are relative to, and whether variables in it have values of its own. */
interface Position {
  base: string;
  isIncluded: boolean;
}

const sourceOf = async ({realWorkspace, neighbours, needs}: Reader, name: string): Promise<ComposeSource> => {
  const source = needs.readComposeSource(name, (await needs.files.readInside(realWorkspace, name)) ?? '');
  if (source.doubtful === undefined || neighbours.length === 0) return source;
  const what = `${name} has a tag or a character that not every reader of YAML takes alike`;
  throw notBeside(neighbours, {what, where: `${name}:${source.doubtful}`});
};

const follow = async (reader: Reader, source: ComposeSource, position: Position): Promise<void> => {
  for (const read of source.reads) {
    const where = `${source.file}:${read.line}`;
    const named = await withValues(reader, read, {where, isIncluded: position.isIncluded});
    const absolute = (file: string) => pathOf(position.base, file);
    const files = named.files.map(absolute);
    for (const file of files) await checkRead(reader, file, where);
    if (read.kind === 'env_file' || read.kind === 'label_file') continue;
    const isIncluded = position.isIncluded || read.kind === 'include';
    const bases = new Set([
      ...files.map(file => path.posix.dirname(file)),
      ...named.directories.map(absolute),
    ]);
    for (const base of bases) {
      if (isIncluded) await checkRead(reader, path.posix.join(base, '.env'), where);
      for (const file of files) await followFile(reader, file, {base, isIncluded});
    }
  }
};

/** Home folders are nobody's project. */
const pathOf = (base: string, file: string): string =>
  file.startsWith('~') ? `/${file}` : path.posix.resolve(base, file);

/**
 * What the file names, with the values of variables as Compose knows them. An included file may have variables of its own:
 * what it names by them is not followed, and not read beside deploys.
 */
const withValues = async (
  {compose, neighbours, needs}: Reader,
  {kind, files, directories}: SourceRead,
  {where, isIncluded}: {where: string; isIncluded: boolean},
): Promise<Pick<SourceRead, 'files' | 'directories'>> => {
  const texts = [...files, ...directories];
  const isGuarded = neighbours.length > 0;
  const hasVariables = texts.some(text => text.includes('$'));
  if (hasVariables && isIncluded) {
    const what = `an included file names ${texts.join(', ')} by variables`;
    if (isGuarded) throw notBeside(neighbours, {what, where});
    return {files: [], directories: []};
  }
  const values = hasVariables ? await needs.compose.interpolate(compose, texts) : texts;
  const remote = kind === 'include' || kind === 'extends' ? values.find(isRemote) : undefined;
  if (isGuarded && remote !== undefined)
    throw notBeside(neighbours, {what: `Compose would fetch ${remote}`, where});
  return {files: values.slice(0, files.length), directories: values.slice(files.length)};
};

const checkRead = async (reader: Reader, file: string, where: string): Promise<void> => {
  judgeRead({path: file, place: await reader.needs.places.find(file), where}, reader);
};

/** Goes on with a file of the project that another of its files names, wherever it is called that. */
const followFile = async (reader: Reader, file: string, position: Position): Promise<void> => {
  const {realWorkspace, needs, seen} = reader;
  const place = await needs.places.find(file);
  const step = JSON.stringify([place.real, position]);
  if (place.kind !== 'file' || !isInside(place, realWorkspace) || seen.has(step)) return;
  seen.add(step);
  await follow(reader, await sourceOf(reader, path.posix.relative(realWorkspace, place.real)), position);
};

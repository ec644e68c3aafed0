import path from 'node:path';
import {plainXml, type TestCase} from '../verdict/junit.ts';
import {isUsualReport, USUAL_CONTAINER_REPORTS, USUAL_REPORTS} from '../verdict/junit/places.ts';
import {REPORT_LIMITS} from '../../outside/copying.ts';
import {isInside} from '../../isolation/places.ts';
import type {Settings} from '../../settings/settings.ts';
import {CommandFailed, messageOf} from '../../errors/userError.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Files} from '../../outside/files.ts';
import type {Places} from '../../outside/places.ts';
import type {JUnitFile, JUnitReports} from '../junitFiles.ts';
import type {Voice} from '../../run/voice.ts';
import type {GatheredTest} from '../gather.ts';
import type {EndedTests} from './run.ts';

export interface KeepNeeds {
  files: Files;
  places: Places;
  voice: Voice;
}

export interface CollectNeeds {
  docker: Docker;
  files: Files;
  loadJUnit(): Promise<JUnitReports>;
  voice: Voice;
  mask(text: string): string;
  /** A copy of plain data, every text in it plain and masked. */
  maskData<T>(data: T): T;
}

interface Collecting {
  gathered: GatheredTest;
  ended: EndedTests;
  how: Exclude<Settings['test'], 'none'>;
  /** Reports of earlier runs may lie about in the workspace. */
  since: Date;
}

export interface CollectedReports {
  /** Relative to the output folder. */
  files: string[];
  /** How many were found of which nothing can be read. */
  unreadable: number;
  cases: TestCase[];
  /** What they say, file by file: to be written once no container is left that could put a link in the way. */
  texts: Map<string, string>;
}

/** Reads the JUnit XML of this run, from the workspace and the container. */
export const collectReports = async (
  collecting: Collecting,
  needs: CollectNeeds,
): Promise<CollectedReports> => {
  const found = await findReports(collecting, needs);
  for (const {path: file, problem} of found)
    if (problem !== undefined) needs.voice.warn(`The test report ${file} ${problem}.`);
  const readable = found.filter(({problem}) => problem === undefined);
  return {
    files: readable.map(file => file.path),
    unreadable: found.length - readable.length,
    // Masked before they are cut: half a secret would not be known for one.
    cases: needs.maskData(readable.flatMap(({cases}) => cases)),
    texts: new Map(readable.map(file => [file.path, needs.mask(plainXml(file.text))])),
  };
};

/** Writes the reports to the output folder, wherever that is, and to nowhere else. How the tests ended stays what counts. */
export const keepReports = async (
  reports: CollectedReports,
  output: string,
  needs: KeepNeeds,
): Promise<void> => {
  try {
    if (reports.texts.size > 0) await writeReports(reports, output, needs);
  } catch (error) {
    needs.voice.warn(`The test reports could not be kept: ${messageOf(error)}`);
  }
};

const writeReports = async (
  {texts}: CollectedReports,
  output: string,
  {files, places, voice}: KeepNeeds,
): Promise<void> => {
  await files.makeFolder(output);
  const {real} = await places.find(output);
  for (const [file, text] of texts) {
    const place = await places.find(path.posix.join(output, file));
    if (isInside(place, real)) await files.writeText(place.real, text);
    else voice.warn(`The test report ${file} is left out: in ${output} a link leads elsewhere.`);
  }
};

const findReports = async (
  {gathered, ended, how, since}: Collecting,
  needs: CollectNeeds,
): Promise<JUnitFile[]> => {
  const {workspace} = gathered.project;
  const named = how.junit.length > 0;
  const globs = named ? how.junit.filter(place => !path.posix.isAbsolute(place)) : USUAL_REPORTS;
  const inWorkspace = globs.length > 0 ? await (await needs.loadJUnit()).read(workspace, {globs, since}) : [];
  if (!named && inWorkspace.length > 0) return inWorkspace;
  const {container, printed} = ended;
  if (container === undefined) return inWorkspace;
  const copying = {container: container.id, temporary: gathered.temporary};
  if (named) {
    const places = how.junit.filter(place => path.posix.isAbsolute(place));
    return [...inWorkspace, ...(await copyOut(places, copying, needs))];
  }
  const usual = USUAL_CONTAINER_REPORTS.map(name => path.posix.join(container.workingFolder ?? '/', name));
  const copied = await copyOut(usual, copying, needs);
  // To tell what a container wrote, the engine may have to compare all of its files.
  const isAll = copied.length > 0 && printed.total() === copied.flatMap(({cases}) => cases).length;
  if (isAll) return copied;
  const others = await otherPlaces(container.id, usual, needs);
  return others.length > 0 ? copyOut(others, copying, needs) : copied;
};

/** Of more the whole folder is copied. */
const MOST_SINGLE_FILES = 3;

/** Where else in their container the tests wrote what looks like reports. */
const otherPlaces = async (
  container: string,
  usual: readonly string[],
  {docker, voice}: CollectNeeds,
): Promise<string[]> => {
  try {
    const changed = (await docker.changed(container)).filter(isUsualReport);
    return inFewCopies(changed.filter(file => !usual.some(place => `${file}/`.startsWith(`${place}/`))));
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    voice.warn(`What the tests wrote in their container cannot be told: ${error.message}`);
    return [];
  }
};

const inFewCopies = (files: readonly string[]): string[] => {
  const folders = files.map(file => path.posix.dirname(file));
  return files.map((file, index) => {
    const folder = folders[index] ?? '';
    return folders.filter(one => one === folder).length > MOST_SINGLE_FILES ? folder : file;
  });
};

/** Everything that is JUnit XML, under its path in the container: at those places, and at those copied before. */
const copyOut = async (
  places: readonly string[],
  {container, temporary}: {container: string; temporary: string},
  needs: CollectNeeds,
): Promise<JUnitFile[]> => {
  if (places.length === 0) return [];
  const folder = path.posix.join(temporary, 'reports');
  await needs.files.makeFolder(folder);
  await Promise.all([...new Set(places)].map(place => copyPlace(place, {container, folder}, needs)));
  return (await needs.loadJUnit()).read(folder, {globs: ['**/*.xml']});
};

const copyPlace = async (
  place: string,
  {container, folder}: {container: string; folder: string},
  {docker, voice}: CollectNeeds,
): Promise<void> => {
  const above = path.posix.dirname(path.posix.normalize(place));
  try {
    const copied = await docker.copyFiles(container, place, {
      to: folder,
      under: above,
      limits: REPORT_LIMITS,
      isWanted: name => name.endsWith('.xml'),
    });
    for (const {name, why} of copied?.leftOut ?? [])
      voice.warn(`Left out of the test reports: ${path.posix.join(above, name)} ${why}.`);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    // Tests are judged by their exit code; reports only explain it.
    voice.warn(`The test reports at ${place} could not be copied: ${error.stderr.trim()}`);
  }
};

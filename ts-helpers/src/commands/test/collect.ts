import path from 'node:path';
import {plainXml, type TestCase, USUAL_CONTAINER_REPORTS, USUAL_REPORTS} from '../../domain/junit.ts';
import type {Settings} from '../../domain/settings.ts';
import type {Docker} from '../../adapters/docker.ts';
import type {Files} from '../../adapters/files.ts';
import type {JUnitFile, JUnitReports} from '../../adapters/junit.ts';
import type {Report} from '../../report.ts';
import type {GatheredTest} from './gather.ts';
import type {EndedTests} from './run.ts';

export interface CollectNeeds {
  docker: Docker;
  files: Files;
  loadJUnit(): Promise<JUnitReports>;
  report: Report;
  mask(text: string): string;
  /** A copy of plain data, every text in it plain and masked. */
  maskData<T>(data: T): T;
}

interface Collecting {
  gathered: GatheredTest;
  ended: EndedTests;
  how: Exclude<Settings['test'], 'none'>;
  output: string;
  /** Reports of earlier runs may lie about in the workspace. */
  since: Date;
}

export interface CollectedReports {
  /** Relative to the output folder. */
  files: string[];
  cases: TestCase[];
}

/** Copies the JUnit XML of this run to the output folder, from the workspace or the container. */
export const collectReports = async (
  collecting: Collecting,
  needs: CollectNeeds,
): Promise<CollectedReports> => {
  const found = await findReports(collecting, needs);
  const readable = found.filter(file => {
    if (file.problem !== undefined)
      needs.report.warn(`The test report ${file.path} is not valid XML: ${file.problem}.`);
    return file.problem === undefined;
  });
  await Promise.all(
    readable.map(file =>
      needs.files.writeText(path.posix.join(collecting.output, file.path), needs.mask(plainXml(file.text))),
    ),
  );
  // Before they are cut: half a secret would not be known for one.
  const cases = needs.maskData(readable.flatMap(file => file.cases));
  return {files: readable.map(file => file.path), cases};
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
  const {container} = ended;
  if (container === undefined) return inWorkspace;
  const usual = USUAL_CONTAINER_REPORTS.map(name => path.posix.join(container.workingFolder ?? '/', name));
  const places = named ? how.junit.filter(place => path.posix.isAbsolute(place)) : usual;
  const copied = await copyOut(places, {container: container.id, temporary: gathered.temporary}, needs);
  return [...inWorkspace, ...copied];
};

/** Everything at those places of a container that is JUnit XML, under its path there. */
const copyOut = async (
  places: readonly string[],
  {container, temporary}: {container: string; temporary: string},
  {docker, files, loadJUnit}: CollectNeeds,
): Promise<JUnitFile[]> => {
  if (places.length === 0) return [];
  const folder = path.posix.join(temporary, 'reports');
  await Promise.all(
    places.map(async place => {
      const parent = path.posix.join(folder, path.posix.dirname(place));
      await files.makeFolder(parent);
      await docker.copyFrom(container, place, parent);
    }),
  );
  return (await loadJUnit()).read(folder, {globs: ['**/*.xml']});
};

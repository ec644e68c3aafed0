import assert from 'node:assert/strict';
import {cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {loadPatterns} from '../../../ts-helpers/src/outside/patterns.ts';
import {createSecretScan} from '../../../ts-helpers/src/outside/secretScan.ts';
import {gitIn} from '../../fakes/machine.ts';
import {createRepository} from '../../fakes/repository.ts';

const FIXTURES = path.resolve('test/fixtures/doctor');

export const fixtureNames = (): string[] => readdirSync(FIXTURES).sort();

/** Where a rule is broken in its bad fixture. */
export const expectedOf = (code: string): {file: string; line?: number}[] =>
  JSON.parse(readFileSync(path.join(FIXTURES, code, 'expected.json'), 'utf8')) as ReturnType<
    typeof expectedOf
  >;

export interface FixtureProject {
  folder: string;
  remove(): void;
}

export const fixtureProject = (code: string, kind: 'good' | 'bad'): FixtureProject =>
  repositoryOf(path.join(FIXTURES, code, kind));

/** These files as a repository of its own, with one commit. What git and Docker heed is called `dot-…` there. */
export const repositoryOf = (files: string): FixtureProject => {
  const root = mkdtempSync(path.join(tmpdir(), 'countable-doctor-'));
  const folder = path.join(root, 'shop');
  const repository = commitBefore(`${files}-before`, folder);
  cpSync(files, folder, {recursive: true});
  for (const name of readdirSync(folder, {encoding: 'utf8', recursive: true}).filter(one => DOTTED.test(one)))
    renameSync(path.join(folder, name), path.join(folder, name.replace(DOTTED, '$1.')));
  (repository ?? createRepository(folder)).commit('Begin');
  return {folder, remove: () => rmSync(root, {recursive: true})};
};

/** What the next commit has not any more. */
const commitBefore = (files: string, folder: string): ReturnType<typeof createRepository> | undefined => {
  if (!existsSync(files)) return undefined;
  cpSync(files, folder, {recursive: true});
  const repository = createRepository(folder);
  repository.commit('Begin earlier');
  for (const name of readdirSync(files)) rmSync(path.join(folder, name), {recursive: true});
  return repository;
};

/** What rules look at in files; hadolint is not installed everywhere, and has one thing to say here. */
export const contentsIn = (folder: string) => ({
  loadPatterns,
  scan: createSecretScan(),
  hadolint: (files: readonly string[]) =>
    Promise.resolve(
      files.flatMap(file => {
        const line = readFileSync(path.join(folder, file), 'utf8').split('\n').indexOf('MAINTAINER ada') + 1;
        const taste = {file, line: 1, code: 'DL3066', level: 'info', message: 'Say its number'};
        return line === 0
          ? [taste]
          : [taste, {file, line, code: 'DL4000', level: 'error', message: 'MAINTAINER is deprecated'}];
      }),
    ),
  warn: (message: string) => assert.fail(message),
  history: gitIn(folder),
});

const DOTTED = /(^|\/)dot-(?=[^/]+$)/;

import {cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
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
  cpSync(files, folder, {recursive: true});
  for (const name of readdirSync(folder, {encoding: 'utf8', recursive: true}).filter(one => DOTTED.test(one)))
    renameSync(path.join(folder, name), path.join(folder, name.replace(DOTTED, '$1.')));
  createRepository(folder).commit('Begin');
  return {folder, remove: () => rmSync(root, {recursive: true})};
};

const DOTTED = /(^|\/)dot-(?=[^/]+$)/;

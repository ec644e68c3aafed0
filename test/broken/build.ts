import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Facts} from '../../ts-helpers/src/seam/facts.ts';
import type {PipelineOutcome} from '../../ts-helpers/src/pipeline/pipeline.ts';
import {emptyMemory} from '../../ts-helpers/src/seam/memory.ts';
import type {Person} from '../../ts-helpers/src/history/people.ts';
import {countable} from '../e2e/support/cli.ts';
import {commit, deployable, type DeployProject, freePort, git, write} from '../e2e/support/deploys.ts';
import type {Breakage, Files} from './breakage.ts';

export const CULPRIT: Person = {name: 'Cleo', email: 'cleo@example.org'};
const ADA: Person = {name: 'Ada', email: 'ada@example.org'};
const BEN: Person = {name: 'Ben', email: 'ben@example.org'};

/** A build of a broken project, as Jenkins has it. */
interface BrokenBuild {
  /** As it is handed to those who tell people. */
  facts: Facts;
  exitCode: number | null;
  stderr: string;
}

export interface BrokenProject {
  build(): Promise<BrokenBuild>;
  /** The culprit takes it back. */
  mend(): void;
  remove(): void;
}

/** Three commits by three people; the one in the middle breaks it. */
export const brokenProject = async ({
  stack,
  breaks,
  minutes = 3,
  innocents,
}: Breakage): Promise<BrokenProject> => {
  const port = String(await freePort());
  const placed = (files: Files): Files =>
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, text.replace('PORT:', `${port}:`)]),
    );
  const project = deployable(placed(stack));
  const green = git(project, 'rev-parse', 'HEAD');
  const [before = {'docs/one.md': 'One.\n'}, after = {'docs/two.md': 'Two.\n'}] = innocents ?? [];
  const by = ({name, email}: Person, files: Files, message: string): void => {
    write(project, placed(files));
    commit(project, {author: name, email, message});
  };
  by(ADA, before, 'Say more of it');
  by(CULPRIT, breaks, 'Make it better');
  by(BEN, after, 'Add to it');
  let number = 1;
  return {
    build: () => buildOf(project, {green, number: (number += 1), minutes}),
    mend() {
      const original = Object.entries(placed(stack)).filter(([name]) => name in breaks);
      git(project, 'rm', '--quiet', '--', ...Object.keys(breaks));
      by(CULPRIT, Object.fromEntries(original), 'Take it back');
    },
    remove: project.remove,
  };
};

const buildOf = async (
  project: DeployProject,
  {green, number, minutes}: {green: string; number: number; minutes: number},
): Promise<BrokenBuild> => {
  const given: Facts = {
    jenkins: {
      jobName: `team/${project.name}/develop`,
      branchName: 'develop',
      buildNumber: number,
      buildUrl: `https://ci.example.org/job/${project.name}/${number}/`,
      previousResult: 'SUCCESS',
      triggers: ['Push event'],
    },
    memory: {...emptyMemory('develop'), green: {commit: green, at: '2026-11-25T12:00:00.000Z', build: 1}},
  };
  const output = path.join(project.folder, `build-${number}`);
  mkdirSync(output);
  const file = path.join(output, 'facts.json');
  writeFileSync(file, JSON.stringify(given));
  const {exitCode, stdout, stderr} = await countable(
    ['pipeline', '--facts', file, '--output', output, '--json', '--time-limit', String(minutes)],
    {
      cwd: project.workspace,
      env: {TMPDIR: project.temporary, COUNTABLE_DEPLOY_ROOT: project.root, COUNTABLE_ENV_FILE: undefined},
    },
  );
  const {plan, results} = JSON.parse(stdout) as PipelineOutcome;
  return {facts: {...given, plan, results}, exitCode, stderr};
};

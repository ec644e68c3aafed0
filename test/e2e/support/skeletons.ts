import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {Agent, get} from 'node:http';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import type {DoctorResult} from '../../../ts-helpers/src/doctor/doctor.ts';
import type {Kind} from '../../../ts-helpers/src/skeleton/plan.ts';
import {BY_ADA} from '../../ts/support/byAda.ts';
import {countable} from './cli.ts';
import {commit, type DeployProject, removeFromDocker, write} from './deploys.ts';

/** A project as `countable new` makes it, with nothing added. */
export const begun = async (kind: Kind): Promise<DeployProject> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'countable-e2e-'));
  const name = `e2e-${randomBytes(4).toString('hex')}`;
  const temporary = path.join(folder, 'tmp');
  mkdirSync(temporary);
  const made = await countable(['new', name, '--from', kind], {cwd: folder, env: BY_ADA});
  assert.equal(made.exitCode, 0, made.stderr);
  const workspace = path.join(folder, name);
  const project = {
    ...{name, workspace, folder, temporary},
    root: path.join(folder, 'deploys'),
    output: path.join(folder, 'output'),
    write: (file: string, text: string): void => {
      write(project, {[file]: text});
    },
    remove(): void {
      removeFromDocker(project);
      rmSync(folder, {recursive: true});
    },
  };
  return project;
};

/** Another text in a file, committed. */
export const changed = (project: DeployProject, file: string, [before, after]: [string, string]): void => {
  const at = path.join(project.workspace, file);
  const text = readFileSync(at, 'utf8');
  assert.ok(text.includes(before), `${file} has ${before}`);
  writeFileSync(at, text.replace(before, after));
  commit(project, {message: `Say ${after}`});
};

/** What `countable doctor` says of it. */
export const saidOf = async ({workspace}: DeployProject): Promise<string[]> => {
  const {stdout} = await countable(['doctor', '--workspace', workspace, '--json']);
  const {findings} = JSON.parse(stdout) as DoctorResult;
  return findings.map(({code, file, line, message}) => `${code} ${file}:${line}: ${message}`);
};

export interface Visits {
  /** Resolves, once the last answer is there, to all that was answered: what went wrong, or the status with the page. */
  stop(): Promise<string[]>;
}

/** People who look at these pages all the time, on connections that are kept open and on new ones. */
export const visited = (port: number, pages: readonly string[]): Visits => {
  const answers: string[] = [];
  let isOver = false;
  const person = async (page: string, keepAlive: boolean): Promise<void> => {
    const agent = new Agent({keepAlive, maxSockets: 1});
    while (!isOver) {
      answers.push(await asked(`http://127.0.0.1:${port}${page}`, agent));
      await pause(30);
    }
    agent.destroy();
  };
  const people = pages.flatMap(page => [person(page, true), person(page, false)]);
  return {
    async stop() {
      isOver = true;
      await Promise.all(people);
      return answers;
    },
  };
};

export const asked = (url: string, agent?: Agent): Promise<string> =>
  new Promise(resolve => {
    const failed = ({message}: Error): void => {
      resolve(message);
    };
    const request = get(url, {agent, timeout: 30_000}, response => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('error', failed).on('end', () => {
        resolve(`${response.statusCode} ${text}`);
      });
    });
    request.on('error', failed).on('timeout', () => request.destroy(new Error('no answer')));
  });

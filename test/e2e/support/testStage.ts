/**
 * Runs the test stage on a project as the CLI does: with real adapters, and SIGTERM as what stops it.
 * As a program: `node testStage.ts <workspace> <output> <settings as JSON>`; its last line on stdout is the outcome.
 */
import path from 'node:path';
import process from 'node:process';
import {createClock} from '../../../ts-helpers/src/outside/clock.ts';
import {createCompose} from '../../../ts-helpers/src/outside/compose.ts';
import {readComposeSource} from '../../../ts-helpers/src/outside/composeSource.ts';
import {createDisks} from '../../../ts-helpers/src/outside/disks.ts';
import {createDocker, type Docker} from '../../../ts-helpers/src/outside/docker.ts';
import {createFiles} from '../../../ts-helpers/src/outside/files.ts';
import {createGit} from '../../../ts-helpers/src/outside/git.ts';
import {createHolders} from '../../../ts-helpers/src/outside/holders.ts';
import {createJUnitReports} from '../../../ts-helpers/src/test/junitFiles.ts';
import {createOwners} from '../../../ts-helpers/src/outside/owners.ts';
import {createPlaces} from '../../../ts-helpers/src/outside/places.ts';
import {createShell} from '../../../ts-helpers/src/outside/shell.ts';
import {createStreams} from '../../../ts-helpers/src/outside/stream.ts';
import {test, type TestNeeds, type TestRequest} from '../../../ts-helpers/src/test/test.ts';
import {ENVIRONMENT_LABEL} from '../../../ts-helpers/src/project/release.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import type {Voice} from '../../../ts-helpers/src/run/voice.ts';
import {resolveSettings} from '../../../ts-helpers/src/workspace/settings.ts';

/** A report that only remembers. */
export const listening = (): {voice: Voice; lines: string[]} => {
  const lines: string[] = [];
  const voice: Voice = {
    info: message => lines.push(message),
    detail: message => lines.push(message),
    warn: message => lines.push(`warning: ${message}`),
    output: line => lines.push(line),
    async step(name, work) {
      lines.push(`step: ${name}`);
      try {
        return await work();
      } catch (error) {
        lines.push(`failed: ${name}`);
        throw error;
      }
    },
    bug: error => {
      throw error;
    },
    hide: () => undefined,
    canHide: () => true,
    spare: () => undefined,
    tagged: () => voice,
  };
  return {voice, lines};
};

/** An engine on which these were deployed, and none of those that other tests deploy at the same time. */
export const inhabitedBy = (deployed: Record<string, string>[], docker: Docker): Docker => ({
  ...docker,
  containerLabels: (label, chosen) =>
    label === ENVIRONMENT_LABEL ? Promise.resolve(deployed) : docker.containerLabels(label, chosen),
});

export const testNeeds = (signal: AbortSignal, voice: Voice): TestNeeds => {
  const shell = createShell(signal);
  return {
    compose: createCompose(shell),
    docker: inhabitedBy([], createDocker(shell, createStreams(signal))),
    places: createPlaces(),
    owners: createOwners(shell),
    deployRoots: [],
    disks: createDisks(),
    files: createFiles(),
    clock: createClock(signal),
    holders: createHolders(),
    gitIn: folder => createGit(shell, folder),
    loadJUnit: () => Promise.resolve(createJUnitReports()),
    readComposeSource,
    voice,
    mask: text => text,
    maskData: data => data,
    hold: () => () => undefined,
    end(reason) {
      throw reason;
    },
  };
};

/** `options` are settings as countablePipeline(…) takes them. */
export const testRequest = (workspace: string, output: string, options: object = {}): TestRequest => ({
  project: {
    workspace,
    remoteUrl: null,
    build: {project: path.basename(workspace), branch: 'develop', because: '', commit: 'a'.repeat(40)},
    origin: {branch: 'develop'},
    settings: resolveSettings({variables: {}, options: {...options}}),
  },
  output,
});

const main = async ([workspace = '', output = '', options = '{}']: string[]): Promise<void> => {
  const stopping = new AbortController();
  process.on('SIGTERM', () => {
    stopping.abort(new UserError('INTERRUPTED', 'The test stage was stopped from outside.'));
  });
  const {voice} = listening();
  const loud: Voice = {...voice, info: console.error, warn: console.error, output: console.error};
  try {
    const request = testRequest(workspace, output, JSON.parse(options) as object);
    console.log(JSON.stringify(await test(request, testNeeds(stopping.signal, loud))));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.log(JSON.stringify({error: error.code, message: error.message, evidence: error.evidence}));
    process.exitCode = error.exitCode;
  }
};

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2));

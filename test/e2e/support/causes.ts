import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {rootCause} from '../../../ts-helpers/src/causes/rootCause.ts';
import type {ErrorReport, StageResult} from '../../../ts-helpers/src/result/result.ts';
import {countable, type Run, runProgram} from './cli.ts';
import {deployable, deployEnvironment, type DeployProject} from './deploys.ts';

/** What failures look like when they are really there is written down, for unit tests. */
export const isRecording = process.env['COUNTABLE_RECORD'] !== undefined;
const FOLDER = path.resolve('test/fixtures/causes');

/** A failure that is really brought about. */
export interface Reproduction {
  /** Where it is none of the CLI's: what Jenkins would hand on. */
  error?: ErrorReport;
  files: Readonly<Record<string, string>>;
  /** Words for the CLI. Default: `test`. */
  words?: readonly string[];
  environment?: NodeJS.ProcessEnv | ((project: DeployProject) => NodeJS.ProcessEnv);
  /** What starts the CLI, and sees another machine than we do. */
  launcher?: readonly string[];
  needsRoot?: boolean;
  prepare?(project: DeployProject): void;
  /** Removes what `prepare` has made elsewhere, before the project is removed. */
  tidy?(project: DeployProject): void;
}

/** A test that brings the failure about, and expects it to be recognised. */
export const recognises = (
  what: string,
  {rule, says}: {rule: string; says?: RegExp},
  make: () => Reproduction | Promise<Reproduction>,
): void => {
  it(what, async function () {
    const reproduction = await make();
    if (reproduction.needsRoot && process.getuid?.() !== 0) this.skip();
    const error = reproduction.error ?? (await errorOf(reproduction));
    record(`${rule}/${what.replaceAll(/\W+/g, '-')}`, error);
    const cause = rootCause(error);
    assert.equal(cause?.rule, rule, JSON.stringify(error, null, 1));
    if (says) assert.match(cause.sentence, says);
    assert.notEqual(cause.remedy, '');
  });
};

/** The same of one that is kept as it was: `test/ts/causes` judges that, and COUNTABLE_RECORD=1 brings it about again. */
export const recorded: typeof recognises = (...failure) => {
  if (isRecording) recognises(...failure);
};

/** The error of a build with these files. Everything of it is removed. */
const errorOf = async (reproduction: Reproduction): Promise<ErrorReport> => {
  const {files, words = ['test'], environment = {}, launcher, prepare, tidy} = reproduction;
  const project = deployable(files);
  try {
    prepare?.(project);
    const more = typeof environment === 'function' ? environment(project) : environment;
    const options = {cwd: project.workspace, env: deployEnvironment(project, more)};
    const all = [...words, '--json'];
    const run = launcher ? await runProgram([...launcher, ...all], options) : await countable(all, options);
    return parsedError(run);
  } finally {
    tidy?.(project);
    project.remove();
  }
};

const parsedError = ({stdout, stderr}: Run): ErrorReport => {
  const {error} = JSON.parse(stdout) as StageResult;
  if (error === undefined) throw new Error(`it did not fail:\n${stderr}`);
  return error;
};

/** Without what is of this machine and this minute alone. */
const record = (name: string, {evidence, ...error}: ErrorReport): void => {
  if (!isRecording) return;
  const {host, services = [], ...rest} = evidence;
  const told = services.map(({startedAt, ...service}) => service);
  const kept = {
    ...error,
    evidence: {
      ...rest,
      ...(told.length > 0 && {services: told}),
      ...(host && {host: {...host, name: 'agent'}}),
    },
  };
  const file = path.join(FOLDER, `${name}.json`);
  mkdirSync(path.dirname(file), {recursive: true});
  const text = JSON.stringify(kept, null, 2)
    .replaceAll(/\/tmp\/countable-e2e-\w+/g, '/tmp/countable')
    .replaceAll(/e2e-[0-9a-f]{8}/g, 'shop');
  writeFileSync(file, `${text}\n`);
};

/** A compose file with a service that does nothing. */
export const IDLE = 'services: {web: {image: "busybox:1.35", init: true, command: sleep 600}}\n';

/** Tests that are this command in this image, with whatever else their service has, and beside it `db`. */
export const tests = (image: string, command: string, {db, ...more}: Record<string, unknown> = {}) => ({
  'docker-compose.yml': JSON.stringify({
    services: {test: {image, command: ['sh', '-c', command], ...more}, ...(db !== undefined && {db})},
  }),
});

/** A site of this one service, to be deployed to staging. */
export const site = (definition: object) => ({
  'docker-compose.yml': JSON.stringify({services: {web: definition}}),
  'dc.stage.yml': 'services: {web: {environment: {STAGE: "yes"}}}\n',
});

export const DEPLOY = ['deploy', 'stage'];

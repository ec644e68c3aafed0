import {execFileSync} from 'node:child_process';
import {chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {inProcess} from '../../../outside/support/inProcess.ts';
import {builtCli} from '../builtCli.ts';
import {runProgram, type Run} from '../cli.ts';
import {deployable, type DeployProject, HURRIED} from '../deploys.ts';
import {type EngineProxy, startEngineProxy, type Trouble} from '../engineProxy.ts';

/** Something of the outside that fails, and what it comes to. */
export interface Row {
  what: string;
  words: readonly string[];
  /** Nothing but the verb and who it asks is in it: it is run in the process of the tests, and leaves nothing in Docker. */
  inProcess?: true;
  files?: Readonly<Record<string, string>>;
  /** Programs that stand before the real ones, as scripts of a shell in which `real` is the real one. */
  programs?: Readonly<Record<string, string>>;
  /** The only programs there are. */
  only?: readonly string[];
  engine?: readonly [RegExp, Trouble];
  env?: (place: Place) => NodeJS.ProcessEnv | Promise<NodeJS.ProcessEnv>;
  given?: (place: Place) => void;
  /** What it may come to: more than one where it hangs on how far it got. `passed` for a verb that does its work all the same. */
  codes: readonly [string, ...string[]];
  /** What must be said. */
  says?: RegExp;
}

export interface Place extends DeployProject {
  /** First in the PATH. */
  programs: string;
}

export interface Ended extends Run {
  code: string;
  seconds: number;
}

const FILES = {
  'docker-compose.yml': 'services: {}\n',
  'dc.test.yml': 'services: {test: {image: "busybox:1.35", init: true, command: "true"}}\n',
  'dc.stage.yml': 'services: {web: {image: "busybox:1.35", init: true, command: sleep 600}}\n',
};

/** Runs the verb of a row in a project of its own, with its trouble; everything is removed again. */
export const runRow = async (row: Row): Promise<Ended> => {
  const project = deployable({...FILES, ...row.files});
  const place = {...project, programs: path.join(project.folder, 'bin')};
  mkdirSync(place.programs);
  let engine: EngineProxy | undefined;
  try {
    for (const name of row.only ?? []) symlinkSync(realOf(name), path.join(place.programs, name));
    for (const [name, script] of Object.entries(row.programs ?? {})) standIn(place, name, script);
    if (row.engine) engine = await startEngineProxy(path.join(place.folder, 'engine.sock'), row.engine);
    row.given?.(place);
    const begun = performance.now();
    const options = {
      cwd: place.workspace,
      env: {
        ...environment(place, row),
        ...(engine && {DOCKER_HOST: engine.address}),
        ...(await row.env?.(place)),
      },
    };
    const run = row.inProcess
      ? await having(options, () => inProcess(row.words, options))
      : await runProgram([...builtCli(), ...row.words], options);
    const code =
      /^✗ ([A-Z_]+): /m.exec(run.stderr)?.[1] ??
      (run.exitCode === 0 ? 'passed' : `exit code ${run.exitCode}`);
    return {...run, code, seconds: (performance.now() - begun) / 1000};
  } finally {
    engine?.close();
    if (row.inProcess) rmSync(place.folder, {recursive: true, force: true});
    else place.remove();
  }
};

/** What programs have, where temporary files and relative names lie: the verb in this process does not hand it on. */
const having = async <T>(
  {cwd, env}: {cwd: string; env: NodeJS.ProcessEnv},
  work: () => Promise<T>,
): Promise<T> => {
  const before = variablesIn({...process.env, TMPDIR: tmpdir()});
  const folder = process.cwd();
  process.chdir(cwd);
  have({...before, ...variablesIn(env)});
  try {
    return await work();
  } finally {
    have(before);
    process.chdir(folder);
  }
};

const HANDED_ON = ['PATH', 'TMPDIR', 'DOCKER_HOST'];

const variablesIn = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(HANDED_ON.flatMap(name => (name in env ? [[name, env[name]]] : [])));

const have = (variables: NodeJS.ProcessEnv): void => {
  for (const name of HANDED_ON) {
    const value = variables[name];
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
};

const environment = ({programs, root, temporary}: Place, {only}: Row): NodeJS.ProcessEnv => ({
  PATH: only ? programs : `${programs}:${process.env['PATH']}`,
  COUNTABLE_DEPLOY_ROOT: root,
  COUNTABLE_ENV_FILE: undefined,
  COUNTABLE_CONFIG: HURRIED,
  TMPDIR: temporary,
});

const realOf = (name: string): string => execFileSync('which', [name], {encoding: 'utf8'}).trim();

export const standIn = ({programs}: Pick<Place, 'programs'>, name: string, script: string): void => {
  const file = path.join(programs, name);
  rmSync(file, {force: true});
  writeFileSync(
    file,
    `#!/bin/sh\nreal=${name === 'docker' || name === 'git' || name === 'flock' ? realOf(name) : '/bin/false'}\n${script}\n`,
  );
  chmodSync(file, 0o755);
};

/** A script that does something else for words that match a pattern of the shell, and what the real one does otherwise. */
export const when = (...cases: readonly (readonly [pattern: string, script: string])[]): string =>
  `case "$*" in\n${cases.map(([pattern, script]) => `${pattern}) ${script} ;;`).join('\n')}\n*) exec "$real" "$@" ;;\nesac`;

export const PAGE = `echo '<!doctype html><html>Bad gateway</html>'; exit 0`;
export const NOTHING = 'exit 0';
export const KILLED = 'kill -9 $$';
export const HANGS = 'sleep 1000 & wait';

import {spawnSync} from 'node:child_process';
import {chmodSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** Puts a program of that name into a folder. */
export const program = (folder: string, name: string, script: string): void => {
  writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(folder, name), 0o755);
};

/** Runs what the functions of script/parts are called in. */
export const bash = (script: string, environment: NodeJS.ProcessEnv = {}) => {
  const sourced = `set -euo pipefail; . script/parts/machine.sh; . script/parts/announcing.sh; ${script}`;
  const {status, stdout, stderr} = spawnSync('/bin/bash', ['-c', sourced], {
    encoding: 'utf8',
    env: {...process.env, ...environment},
  });
  return {status, stdout, stderr};
};

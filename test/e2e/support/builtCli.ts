import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {bundle, checkout} from './bundle.ts';

/** Where a build for all processes of mocha lies. */
const BUILT = 'E2E_BUILT_CLI';

/**
 * The words that run the CLI: as it goes to agents, of the sources as they are, for every user.
 * Built once a run of the tests; it starts in a tenth of the time that the sources take.
 */
export const builtCli = (): readonly string[] => [process.execPath, path.join(built(), 'cli/countable.cjs')];

/** What the CLI is unpacked of. */
export const builtBundle = (): string => path.join(built(), 'resources/ca/countable/countable.mjs');

/** Required by mocha: its processes have what this one has built. A file that is run alone builds by itself. */
export const mochaGlobalSetup = (): void => {
  built();
};

const built = (): string => (process.env[BUILT] ??= build());

const build = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'countable-built-'));
  process.once('exit', () => {
    rmSync(folder, {recursive: true});
  });
  const {status, stderr} = bundle(checkout(folder));
  if (status !== 0) throw new Error(stderr);
  const bundled = path.join(folder, 'resources/ca/countable/countable.mjs');
  execFileSync(process.execPath, [bundled, '--unpack', path.join(folder, 'cli')]);
  execFileSync('chmod', ['-R', 'a+rX', folder]);
  return folder;
};

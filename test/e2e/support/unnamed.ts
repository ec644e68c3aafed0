import path from 'node:path';
import process from 'node:process';
import {builtCli} from './builtCli.ts';
import {runProgram} from './cli.ts';

interface Ended {
  stderr: string;
  took: number;
}

/**
 * Runs the CLI where a name server hears and never answers: the system's own look-up would take it for ninety seconds, and no
 * process exits before that. In a container, for its resolv.conf, with the Node that runs the tests.
 */
export const withoutNames = async (
  words: readonly string[],
  {env = {}, volumes = []}: {env?: Readonly<Record<string, string>>; volumes?: readonly string[]},
): Promise<Ended> => {
  const held = `
    require('node:dgram').createSocket('udp4').bind(53, '127.0.0.1', () => {
      const begun = Date.now();
      const words = ['/cli/countable.cjs', ...${JSON.stringify(words)}];
      const env = {...process.env, ...${JSON.stringify(env)}};
      const {stderr} = require('node:child_process').spawnSync('node', words, {env});
      console.log(JSON.stringify({stderr: String(stderr), took: Date.now() - begun}));
      process.exit();
    });`;
  const names = ['--dns', '127.0.0.1', '--dns-opt', 'timeout:30', '--dns-opt', 'attempts:3'];
  const cli = path.dirname(builtCli().at(-1) ?? '');
  const mounts = [`${cli}:/cli:ro`, `${process.execPath}:/usr/local/bin/node:ro`, ...volumes];
  const given = mounts.flatMap(mount => ['--volume', mount]);
  const program = ['node:20-slim', 'node', '--eval', held];
  const {stdout} = await runProgram(['docker', 'run', '--rm', ...names, ...given, ...program]);
  return JSON.parse(stdout) as Ended;
};

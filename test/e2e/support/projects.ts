import {execFileSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

/** A project in a folder of its own, whose folder's name no other project of this machine has. */
export interface SampleProject {
  /** The folder's name, and so the project's. */
  name: string;
  workspace: string;
  output: string;
  write(file: string, text: string): void;
  remove(): void;
}

export const sample = (files: Readonly<Record<string, string>>): SampleProject => {
  const parent = mkdtempSync(path.join(tmpdir(), 'countable-e2e-'));
  const name = `e2e-${randomBytes(4).toString('hex')}`;
  const workspace = path.join(parent, name);
  mkdirSync(workspace);
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(workspace, file)), {recursive: true});
    writeFileSync(path.join(workspace, file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return {
    name,
    workspace,
    output: path.join(parent, 'output'),
    write,
    remove: () => {
      rmSync(parent, {recursive: true});
    },
  };
};

/** A copy of one of test/fixtures, with some files replaced. */
export const fixture = (shape: string, files: Readonly<Record<string, string>> = {}): SampleProject => {
  const project = sample({});
  cpSync(path.join(import.meta.dirname, '../../fixtures', shape), project.workspace, {recursive: true});
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(project.workspace, file), text);
  return project;
};

export const docker = (...args: string[]): string =>
  execFileSync('docker', args, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']}).trim();

/** Everything of Docker's whose name begins with the project's. */
export const leftOf = ({name}: SampleProject): string[] =>
  [
    docker('ps', '--all', '--format', 'container {{.Names}}'),
    docker('network', 'ls', '--format', 'network {{.Name}}'),
    docker('volume', 'ls', '--format', 'volume {{.Name}}'),
    docker('images', '--format', 'image {{.Repository}}'),
  ]
    .flatMap(listing => listing.split('\n'))
    .filter(line => line.split(' ')[1]?.startsWith(name));

/** Every file of the workspace with what is in it and when it was written. */
export const contents = ({workspace}: SampleProject): Record<string, string> =>
  Object.fromEntries(
    readdirSync(workspace, {recursive: true, encoding: 'utf8'})
      .sort()
      .map(file => {
        const whole = path.join(workspace, file);
        const stats = statSync(whole);
        return [file, stats.isFile() ? `${stats.mtimeMs} ${readFileSync(whole, 'utf8')}` : 'folder'];
      }),
  );

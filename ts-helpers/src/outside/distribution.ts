import {existsSync, readFileSync} from 'node:fs';
import process from 'node:process';
import {installing, type Machine, permitting, starting, type Tool} from './installing.ts';

/** Where package managers note that Docker's own packages are, or come from. */
const DOCKERS_OWN = ['/var/lib/dpkg/info/docker-ce-cli.list', '/etc/yum.repos.d/docker-ce.repo'];

/** How to install what is missing on this machine. */
export const installingHere = (tool: Tool): string => installing(tool, machine());

/** What helps on this machine where its engine does not answer, and where it refuses this user. */
export const startingHere = (): string => starting(machine());
export const permittingHere = (): string => permitting(machine());

const machine = (): Machine => ({
  osRelease: osRelease(),
  isMac: process.platform === 'darwin',
  startsBy: STARTERS.find(([folder]) => existsSync(folder))?.[1],
  hasDockersPackages: DOCKERS_OWN.some(file => existsSync(file)),
});

/** Where they say that they are the ones that run. */
const STARTERS = [
  ['/run/systemd/system', 'systemd'],
  ['/run/openrc', 'openrc'],
] as const;

/** Not every system has one, and what is wrong with it is not what is to be told now. */
const osRelease = (): string | undefined => {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return undefined;
  }
};

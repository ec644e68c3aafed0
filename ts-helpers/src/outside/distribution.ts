import {existsSync, readFileSync} from 'node:fs';
import {installing, type Machine, type Tool} from './installing.ts';

/** Where package managers note that Docker's own packages are, or come from. */
const DOCKERS_OWN = ['/var/lib/dpkg/info/docker-ce-cli.list', '/etc/yum.repos.d/docker-ce.repo'];

/** How to install what is missing on this machine. */
export const installingHere = (tool: Tool): string => installing(tool, machine());

const machine = (): Machine => ({
  osRelease: osRelease(),
  hasDockersPackages: DOCKERS_OWN.some(file => existsSync(file)),
});

/** Not every system has one, and what is wrong with it is not what is to be told now. */
const osRelease = (): string | undefined => {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return undefined;
  }
};

import {readFileReferences} from '../outside/composeReferences.ts';
import {createDecrypting} from '../outside/decrypting.ts';
import {createDeployFolder} from './folder.ts';
import {createGit} from '../outside/git.ts';
import {createHolders} from '../outside/holders.ts';
import {createHostLocks} from '../outside/hostLocks.ts';
import {createHttp} from '../outside/http.ts';
import {createLocks} from '../outside/lock.ts';
import {createPorts} from '../outside/ports.ts';
import {createShell} from '../outside/shell.ts';
import {createSilence} from '../outside/silence.ts';
import {createWaiting} from '../outside/waiting.ts';
import type {World} from '../run/world.ts';

/** What only a deploy works with. */
export const createDeployAdapters = (
  {variables, inherited, signal}: Pick<World, 'variables' | 'inherited' | 'signal'>,
  {workspace, root}: {workspace: string; root: string},
) => {
  // By Jenkins' cookie an aborted build's processes are found and killed: the lock must outlast our cleaning up.
  const {JENKINS_SERVER_COOKIE, ...withoutCookie} = inherited;
  const shell = createShell(signal);
  const locks = createLocks(withoutCookie);
  return {
    loadSentryCli: async () =>
      (await import('../sentry/sentryCli.ts')).createSentryCli(shell, variables.SENTRY_AUTH_TOKEN ?? ''),
    decrypting: createDecrypting(shell),
    git: createGit(shell, workspace),
    http: createHttp(),
    silence: createSilence(),
    locks,
    waiting: createWaiting(locks),
    hostLocks: createHostLocks(),
    holders: createHolders(),
    ports: createPorts(),
    readFileReferences,
    folderOf: (composeProject: string) => createDeployFolder(root, composeProject),
  };
};

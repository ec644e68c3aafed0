import {readFileReferences} from '../adapters/composeReferences.ts';
import {createDeployFolder} from '../adapters/deployFolder.ts';
import {createGit} from '../adapters/git.ts';
import {createHttp} from '../adapters/http.ts';
import {createLocks} from '../adapters/lock.ts';
import {createPorts} from '../adapters/ports.ts';
import {createShell} from '../adapters/shell.ts';
import {createSilence} from '../adapters/silence.ts';
import type {World} from '../run/world.ts';

/** What only a deploy works with. */
export const createDeployAdapters = (
  {variables, inherited, signal}: Pick<World, 'variables' | 'inherited' | 'signal'>,
  {workspace, root}: {workspace: string; root: string},
) => {
  // By Jenkins' cookie an aborted build's processes are found and killed: the lock must outlast our cleaning up.
  const {JENKINS_SERVER_COOKIE, ...withoutCookie} = inherited;
  const shell = createShell(signal);
  return {
    loadSentryCli: async () =>
      (await import('../adapters/sentryCli.ts')).createSentryCli(shell, variables.SENTRY_AUTH_TOKEN ?? ''),
    git: createGit(shell, workspace),
    http: createHttp(),
    silence: createSilence(),
    locks: createLocks(withoutCookie),
    ports: createPorts(),
    readFileReferences,
    folderOf: (composeProject: string) => createDeployFolder(root, composeProject),
  };
};

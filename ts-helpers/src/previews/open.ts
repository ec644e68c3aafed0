import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {createDeployFolder} from '../deploy/folder.ts';
import {reading, unlessMissing} from '../outside/disk.ts';
import {createGit} from '../outside/git.ts';
import {createHostLocks} from '../outside/hostLocks.ts';
import {createLocks} from '../outside/lock.ts';
import {createRemote} from '../outside/remote.ts';
import {createShell} from '../outside/shell.ts';
import type {World} from '../run/world.ts';
import {createDockerAdapters} from '../services/adapters.ts';
import {DEPLOY_ROOT, folderOf} from '../workspace/deployRoot.ts';
import type {Project} from '../workspace/project.ts';
import type {PreviewsNeeds} from './previews.ts';

/** What works with the previews of this host. */
export const openPreviews = ({settings, workspace}: Project, world: World): PreviewsNeeds => {
  const root = folderOf(settings.deployRoot ?? DEPLOY_ROOT, world);
  const states = path.join(root, '.countable');
  const shell = createShell(world.signal);
  const {JENKINS_SERVER_COOKIE: _, ...withoutCookie} = world.inherited;
  return {
    ...createDockerAdapters(world.signal, world.variables),
    remote: createRemote(shell, workspace),
    git: createGit(shell, workspace),
    locks: createLocks(withoutCookie),
    hostLocks: createHostLocks(),
    voice: world.voice,
    folderOf: composeProject => createDeployFolder(root, composeProject),
    stateFolders: async () => (await reading(states, () => unlessMissing(readdir(states)))) ?? [],
  };
};

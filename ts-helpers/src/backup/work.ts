import path from 'node:path';
import {createDeployFolder} from '../deploy/deployed.ts';
import {createCompressing} from '../outside/compressing.ts';
import {createEncrypting} from '../outside/encrypting.ts';
import {createLocks} from '../outside/lock.ts';
import {createPipes} from '../outside/pipe.ts';
import {createObjectStore} from '../outside/s3.ts';
import {createShell} from '../outside/shell.ts';
import {PRODUCTION} from '../settings/production.ts';
import type {Job} from '../stage/work.ts';
import {createDockerAdapters} from '../services/adapters.ts';
import {DEPLOY_ROOT, folderOf} from '../workspace/deployRoot.ts';
import {whoIs} from '../workspace/whoIs.ts';
import {createJournals} from './act/journal.ts';
import {backup, planOnly} from './backup.ts';
import {bucketOf} from './bucket.ts';

/** The backup of an environment, by default production, with all that it works with. */
export const backupWork =
  (environment = PRODUCTION) =>
  ({project, world, end}: Job) => {
    const {settings} = project;
    const root = folderOf(settings.deployRoot ?? DEPLOY_ROOT, world);
    const {JENKINS_SERVER_COOKIE: _, ...withoutCookie} = world.inherited;
    const pipes = createPipes(world.signal);
    const request = {project, environment, who: whoIs(project, world)};
    const planNeeds = {
      ...createDockerAdapters(world.signal, world.variables),
      voice: world.voice,
      folderOf: (composeProject: string) => createDeployFolder(root, composeProject),
    };
    const needs = () => ({
      ...planNeeds,
      pipes,
      compressing: createCompressing(pipes),
      encrypting: createEncrypting(createShell(world.signal), pipes),
      store: createObjectStore(bucketOf(settings.backup), world.signal),
      locks: createLocks(withoutCookie),
      journalsOf: (composeProject: string) => createJournals(stateOf(root, composeProject)),
      lockOf: (composeProject: string) => path.join(stateOf(root, composeProject), 'backup-lock'),
      end,
    });
    return Promise.resolve({
      plan: () => planOnly(request, planNeeds),
      async run() {
        return {outcome: 'passed' as const, backup: await backup(request, needs())};
      },
    });
  };

const stateOf = (root: string, composeProject: string): string =>
  createDeployFolder(root, composeProject).state;

import path from 'node:path';
import {createDeployFolder} from '../deploy/deployed.ts';
import {UserError} from '../errors/userError.ts';
import {PRODUCTION} from '../settings/production.ts';
import type {Job} from '../stage/work.ts';
import {archiveAdapters, rootOf} from '../verify/adapters.ts';
import {whoIsAndWhere} from '../workspace/whoIs.ts';
import {createJournals} from './act/journal.ts';
import {planOnly, restore, type RestoreRequest} from './restore.ts';

export interface RestoreGiven {
  environment: string;
  at?: string | undefined;
  service?: string | undefined;
  undo?: boolean;
  /** The project's name, by who means it. */
  yes?: string | undefined;
}

/** A restore, or its undoing, with all that it works with. */
export const restoreWork =
  ({environment, at, service, undo = false, yes}: RestoreGiven) =>
  (job: Job) => {
    const {project, world} = job;
    const root = rootOf(job);
    const request: RestoreRequest = {
      project,
      environment,
      at,
      only: service,
      who: whoIsAndWhere(project, world),
      isUndo: undo,
    };
    const needs = () => ({
      ...archiveAdapters(job),
      keyFile: world.variables.COUNTABLE_BACKUP_KEY_FILE || undefined,
      journalsOf: (composeProject: string) => createJournals(createDeployFolder(root, composeProject).state),
      // Not among the state of deploys, which a verb that was refused must not begin.
      lockOf: (composeProject: string) => path.join(root, '.countable', 'restores', `${composeProject}.lock`),
    });
    return Promise.resolve({
      plan: () => planOnly(request, needs()),
      async run() {
        requireConfirmed(project.build.project, {environment, yes});
        return {outcome: 'passed' as const, restored: await restore(request, needs())};
      },
    });
  };

/** Throws RESTORE_UNCONFIRMED. */
const requireConfirmed = (
  name: string,
  {environment, yes}: {environment: string; yes: string | undefined},
): void => {
  if (environment !== PRODUCTION || yes === name) return;
  const message =
    yes === undefined
      ? `What ${name} has in production would be replaced.`
      : `--yes names ${yes}, and this is ${name}.`;
  throw new UserError('RESTORE_UNCONFIRMED', message, {
    where: '--yes',
    remedy: `Look at it first (--plan), then: --yes ${name}`,
  });
};

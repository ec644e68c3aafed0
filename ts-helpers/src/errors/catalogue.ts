import type {Entry} from './catalogue/entry.ts';
import {backup} from './catalogue/backup.ts';
import {build} from './catalogue/build.ts';
import {deploy} from './catalogue/deploy.ts';
import {jenkins} from './catalogue/jenkins.ts';
import {laptop} from './catalogue/laptop.ts';
import {machine} from './catalogue/machine.ts';
import {project} from './catalogue/project.ts';
import {refresh} from './catalogue/refresh.ts';
import {restore} from './catalogue/restore.ts';
import {sentry} from './catalogue/sentry.ts';
import {services} from './catalogue/services.ts';
import {slack} from './catalogue/slack.ts';
import {tests} from './catalogue/tests.ts';
import {usage} from './catalogue/usage.ts';

export {EXIT} from './catalogue/entry.ts';

/** Every error a user can meet. `docs/reference/errors.md` is generated from it. */
export const catalogue = {
  ...usage,
  ...machine,
  ...project,
  ...tests,
  ...deploy,
  ...sentry,
  ...jenkins,
  ...services,
  ...slack,
  ...backup,
  ...restore,
  ...refresh,
  ...laptop,
  ...build,
} as const satisfies Record<string, Entry>;

/** Of backups and of where they are kept: no commit does these. */
export const CODES_OF_BACKUPS: readonly string[] = Object.keys({...backup, ...restore, ...refresh});

export type ErrorCode = keyof typeof catalogue;

import type {Rule} from './plan/rule.ts';
import {codeMounted} from './rules/code-mounted.ts';
import {composeUnreadable} from './rules/compose-unreadable.ts';
import {databasePortPublished} from './rules/database-port-published.ts';
import {databaseWithoutVolume} from './rules/database-without-volume.ts';
import {dockerignoreMissing} from './rules/dockerignore-missing.ts';
import {environmentFileMissing} from './rules/environment-file-missing.ts';
import {healthCheckMissing} from './rules/health-check-missing.ts';
import {imageUnpinned} from './rules/image-unpinned.ts';
import {machineFileCommitted} from './rules/machine-file-committed.ts';
import {machineFileNotIgnored} from './rules/machine-file-not-ignored.ts';
import {restartMissing} from './rules/restart-missing.ts';
import {runsAsRoot} from './rules/runs-as-root.ts';
import {waitsForNoEnd} from './rules/waits-for-no-end.ts';
import {waitsForNoHealthCheck} from './rules/waits-for-no-health-check.ts';

/** All that projects are held to, in the order of their names. */
export const RULES: readonly Rule[] = [
  codeMounted,
  composeUnreadable,
  databasePortPublished,
  databaseWithoutVolume,
  dockerignoreMissing,
  environmentFileMissing,
  healthCheckMissing,
  imageUnpinned,
  machineFileCommitted,
  machineFileNotIgnored,
  restartMissing,
  runsAsRoot,
  waitsForNoEnd,
  waitsForNoHealthCheck,
];

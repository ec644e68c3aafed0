import type {Rule} from './plan/rule.ts';
import {codeMounted} from './rules/code-mounted.ts';
import {composeUnreadable} from './rules/compose-unreadable.ts';
import {composeVersionObsolete} from './rules/compose-version-obsolete.ts';
import {containerNameFixed} from './rules/container-name-fixed.ts';
import {databaseNotBackedUp} from './rules/database-not-backed-up.ts';
import {databasePortPublished} from './rules/database-port-published.ts';
import {databaseVersionsDiffer} from './rules/database-versions-differ.ts';
import {databaseWithoutVolume} from './rules/database-without-volume.ts';
import {dockerignoreMissing} from './rules/dockerignore-missing.ts';
import {environmentFileMissing} from './rules/environment-file-missing.ts';
import {hadolint} from './rules/hadolint.ts';
import {healthCheckCannotRun} from './rules/health-check-cannot-run.ts';
import {healthCheckMissing} from './rules/health-check-missing.ts';
import {imageUnpinned} from './rules/image-unpinned.ts';
import {linksObsolete} from './rules/links-obsolete.ts';
import {machineFileCommitted} from './rules/machine-file-committed.ts';
import {machineFileNotIgnored} from './rules/machine-file-not-ignored.ts';
import {migrationsNotRun} from './rules/migrations-not-run.ts';
import {notRolled} from './rules/not-rolled.ts';
import {portsMeet} from './rules/ports-meet.ts';
import {productionAddressInCode} from './rules/production-address-in-code.ts';
import {restartMissing} from './rules/restart-missing.ts';
import {runsAsRoot} from './rules/runs-as-root.ts';
import {secretCommitted} from './rules/secret-committed.ts';
import {secretInHistory} from './rules/secret-in-history.ts';
import {serverWithoutExec} from './rules/server-without-exec.ts';
import {staticFilesNotCollected} from './rules/static-files-not-collected.ts';
import {staticFilesNotShared} from './rules/static-files-not-shared.ts';
import {waitsForNoEnd} from './rules/waits-for-no-end.ts';
import {waitsForNoHealthCheck} from './rules/waits-for-no-health-check.ts';

/** All that projects are held to, in the order of their names. */
export const RULES: readonly Rule[] = [
  codeMounted,
  composeUnreadable,
  composeVersionObsolete,
  containerNameFixed,
  databaseNotBackedUp,
  databasePortPublished,
  databaseVersionsDiffer,
  databaseWithoutVolume,
  dockerignoreMissing,
  environmentFileMissing,
  hadolint,
  healthCheckCannotRun,
  healthCheckMissing,
  imageUnpinned,
  linksObsolete,
  machineFileCommitted,
  machineFileNotIgnored,
  migrationsNotRun,
  notRolled,
  portsMeet,
  productionAddressInCode,
  restartMissing,
  runsAsRoot,
  secretCommitted,
  secretInHistory,
  serverWithoutExec,
  staticFilesNotCollected,
  staticFilesNotShared,
  waitsForNoEnd,
  waitsForNoHealthCheck,
];

/* eslint max-lines: off -- a line for each rule, and one to import it */
import type {Rule} from './rule.ts';
import {addressForbidden} from './rules/address-forbidden.ts';
import {addressInUse} from './rules/address-in-use.ts';
import {addressPools} from './rules/address-pools.ts';
import {addressScheme} from './rules/address-scheme.ts';
import {agentLost} from './rules/agent-lost.ts';
import {aptMissing} from './rules/apt-missing.ts';
import {buildContextMissing} from './rules/build-context-missing.ts';
import {buildStageMissing} from './rules/build-stage-missing.ts';
import {buildStepFailed} from './rules/build-step-failed.ts';
import {bundleLock} from './rules/bundle-lock.ts';
import {certificateExpired} from './rules/certificate-expired.ts';
import {certificateUntrusted} from './rules/certificate-untrusted.ts';
import {commandNotFound} from './rules/command-not-found.ts';
import {compilerMissing} from './rules/compiler-missing.ts';
import {composeSyntax} from './rules/compose-syntax.ts';
import {containerNameTaken} from './rules/container-name-taken.ts';
import {copyMissing} from './rules/copy-missing.ts';
import {crashed} from './rules/crashed.ts';
import {databaseMissing} from './rules/database-missing.ts';
import {databaseNotReady} from './rules/database-not-ready.ts';
import {databasePassword} from './rules/database-password.ts';
import {databaseUnset} from './rules/database-unset.ts';
import {databaseVersion} from './rules/database-version.ts';
import {deployFileGone} from './rules/deploy-file-gone.ts';
import {deviceMissing} from './rules/device-missing.ts';
import {diskFull} from './rules/disk-full.ts';
import {djangoHosts} from './rules/django-hosts.ts';
import {djangoSetting} from './rules/django-setting.ts';
import {dockerDown} from './rules/docker-down.ts';
import {dockerSocket} from './rules/docker-socket.ts';
import {dockerfileInvalid} from './rules/dockerfile-invalid.ts';
import {dockerfileMissing} from './rules/dockerfile-missing.ts';
import {execFormat} from './rules/exec-format.ts';
import {externalMissing} from './rules/external-missing.ts';
import {fileMissing} from './rules/file-missing.ts';
import {fileWatchers} from './rules/file-watchers.ts';
import {foreignKey} from './rules/foreign-key.ts';
import {gitBranchGone} from './rules/git-branch-gone.ts';
import {gitHostKey} from './rules/git-host-key.ts';
import {gitKeyRefused} from './rules/git-key-refused.ts';
import {gitLfs} from './rules/git-lfs.ts';
import {gitLock} from './rules/git-lock.ts';
import {gitLoginRefused} from './rules/git-login-refused.ts';
import {healthCheckMissing} from './rules/health-check-missing.ts';
import {healthCheckRefused} from './rules/health-check-refused.ts';
import {healthCheckSilent} from './rules/health-check-silent.ts';
import {heapFull} from './rules/heap-full.ts';
import {hostUnknown} from './rules/host-unknown.ts';
import {imageNotFound} from './rules/image-not-found.ts';
import {javascriptSyntax} from './rules/javascript-syntax.ts';
import {jenkinsCrumb} from './rules/jenkins-crumb.ts';
import {killed} from './rules/killed.ts';
import {migrationParentMissing} from './rules/migration-parent-missing.ts';
import {migrationUnknown} from './rules/migration-unknown.ts';
import {migrationsDiverge} from './rules/migrations-diverge.ts';
import {missingVariable} from './rules/missing-variable.ts';
import {moduleKind} from './rules/module-kind.ts';
import {mountKind} from './rules/mount-kind.ts';
import {mountSourceMissing} from './rules/mount-source-missing.ts';
import {nginxConfig} from './rules/nginx-config.ts';
import {nginxFileMissing} from './rules/nginx-file-missing.ts';
import {noAnswer} from './rules/no-answer.ts';
import {noRoute} from './rules/no-route.ts';
import {nodeModuleMissing} from './rules/node-module-missing.ts';
import {nodeOldOpenssl} from './rules/node-old-openssl.ts';
import {notExecutable} from './rules/not-executable.ts';
import {notUnique} from './rules/not-unique.ts';
import {npmConflict} from './rules/npm-conflict.ts';
import {npmLock} from './rules/npm-lock.ts';
import {npmMissing} from './rules/npm-missing.ts';
import {npmScriptMissing} from './rules/npm-script-missing.ts';
import {openFiles} from './rules/open-files.ts';
import {outOfMemory} from './rules/out-of-memory.ts';
import {packageIndexDown} from './rules/package-index-down.ts';
import {passwordUnsent} from './rules/password-unsent.ts';
import {permissionDenied} from './rules/permission-denied.ts';
import {phpMissing} from './rules/php-missing.ts';
import {pipConflict} from './rules/pip-conflict.ts';
import {pipMissing} from './rules/pip-missing.ts';
import {placeholderUnfilled} from './rules/placeholder-unfilled.ts';
import {portTaken} from './rules/port-taken.ts';
import {programFileMissing} from './rules/program-file-missing.ts';
import {pythonModuleMissing} from './rules/python-module-missing.ts';
import {pythonNameMissing} from './rules/python-name-missing.ts';
import {pythonSyntax} from './rules/python-syntax.ts';
import {readOnly} from './rules/read-only.ts';
import {redisFull} from './rules/redis-full.ts';
import {redisPassword} from './rules/redis-password.ts';
import {redisReadOnly} from './rules/redis-read-only.ts';
import {registryDown} from './rules/registry-down.ts';
import {rowsWithoutValue} from './rules/rows-without-value.ts';
import {rubyGemMissing} from './rules/ruby-gem-missing.ts';
import {saidNothing} from './rules/said-nothing.ts';
import {serviceRefuses} from './rules/service-refuses.ts';
import {serviceRemoved} from './rules/service-removed.ts';
import {sharedMemoryFull} from './rules/shared-memory-full.ts';
import {spaceUsedUp} from './rules/space-used-up.ts';
import {staticFileUnknown} from './rules/static-file-unknown.ts';
import {sqliteClosed} from './rules/sqlite-closed.ts';
import {subnetTaken} from './rules/subnet-taken.ts';
import {sqlSyntax} from './rules/sql-syntax.ts';
import {haproxyConfig} from './rules/haproxy-config.ts';
import {serverConfig} from './rules/server-config.ts';
import {redisSnapshot} from './rules/redis-snapshot.ts';
import {ownLocalhost} from './rules/own-localhost.ts';
import {tableExists} from './rules/table-exists.ts';
import {tableMissing} from './rules/table-missing.ts';
import {templateMissing} from './rules/template-missing.ts';
import {testFailed} from './rules/test-failed.ts';
import {testNotStarted} from './rules/test-not-started.ts';
import {timeLimit} from './rules/time-limit.ts';
import {tooManyConnections} from './rules/too-many-connections.ts';
import {upstreamBreaksOff} from './rules/upstream-breaks-off.ts';
import {upstreamRefuses} from './rules/upstream-refuses.ts';
import {upstreamUnknown} from './rules/upstream-unknown.ts';
import {windowsLineEnds} from './rules/windows-line-ends.ts';

/** All of them; no order of theirs matters. */
export const RULES: readonly Rule[] = [
  addressForbidden,
  addressInUse,
  addressPools,
  addressScheme,
  agentLost,
  aptMissing,
  buildContextMissing,
  buildStageMissing,
  buildStepFailed,
  bundleLock,
  certificateExpired,
  certificateUntrusted,
  commandNotFound,
  compilerMissing,
  composeSyntax,
  containerNameTaken,
  copyMissing,
  crashed,
  databaseMissing,
  databaseNotReady,
  databasePassword,
  databaseUnset,
  databaseVersion,
  deployFileGone,
  deviceMissing,
  diskFull,
  djangoHosts,
  djangoSetting,
  dockerDown,
  dockerfileInvalid,
  dockerfileMissing,
  dockerSocket,
  execFormat,
  externalMissing,
  fileMissing,
  fileWatchers,
  foreignKey,
  gitBranchGone,
  gitHostKey,
  gitKeyRefused,
  gitLfs,
  gitLock,
  gitLoginRefused,
  healthCheckMissing,
  healthCheckRefused,
  healthCheckSilent,
  heapFull,
  hostUnknown,
  imageNotFound,
  javascriptSyntax,
  jenkinsCrumb,
  killed,
  migrationParentMissing,
  migrationsDiverge,
  migrationUnknown,
  missingVariable,
  moduleKind,
  mountKind,
  mountSourceMissing,
  nginxConfig,
  nginxFileMissing,
  noAnswer,
  nodeModuleMissing,
  nodeOldOpenssl,
  noRoute,
  notExecutable,
  notUnique,
  npmConflict,
  npmLock,
  npmMissing,
  npmScriptMissing,
  openFiles,
  outOfMemory,
  packageIndexDown,
  passwordUnsent,
  permissionDenied,
  phpMissing,
  pipConflict,
  pipMissing,
  placeholderUnfilled,
  portTaken,
  programFileMissing,
  pythonModuleMissing,
  pythonNameMissing,
  pythonSyntax,
  readOnly,
  redisFull,
  redisPassword,
  redisReadOnly,
  registryDown,
  rowsWithoutValue,
  rubyGemMissing,
  saidNothing,
  serviceRefuses,
  serviceRemoved,
  sharedMemoryFull,
  spaceUsedUp,
  staticFileUnknown,
  sqliteClosed,
  subnetTaken,
  sqlSyntax,
  haproxyConfig,
  serverConfig,
  redisSnapshot,
  ownLocalhost,
  tableExists,
  tableMissing,
  templateMissing,
  testFailed,
  testNotStarted,
  timeLimit,
  tooManyConnections,
  upstreamBreaksOff,
  upstreamRefuses,
  upstreamUnknown,
  windowsLineEnds,
];

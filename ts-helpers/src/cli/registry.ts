import type {Verb} from '../run/verb.ts';

/** All verbs, each loaded when it is needed; in the order of the help. */
const LOADERS = {
  pipeline: async () => (await import('../pipeline/verb.ts')).pipeline,
  plan: async () => (await import('../pipeline/planVerb.ts')).plan,
  validate: async () => (await import('../pipeline/validateVerb.ts')).validate,
  doctor: async () => (await import('../doctor/verb.ts')).doctor,
  test: async () => (await import('../test/verb.ts')).test,
  up: async () => (await import('../laptop/upVerb.ts')).up,
  down: async () => (await import('../laptop/downVerb.ts')).down,
  logs: async () => (await import('../laptop/logsVerb.ts')).logs,
  shell: async () => (await import('../laptop/shellVerb.ts')).shell,
  reset: async () => (await import('../laptop/resetVerb.ts')).reset,
  deploy: async () => (await import('../deploy/verb.ts')).deploy,
  rollback: async () => (await import('../deploy/rollbackVerb.ts')).rollback,
  disk: async () => (await import('../deploy/diskVerb.ts')).disk,
  releases: async () => (await import('../deploy/releasesVerb.ts')).releases,
  preview: async () => (await import('../previews/verb.ts')).preview,
  'previews list': async () => (await import('../previews/listVerb.ts')).previewsList,
  'previews remove': async () => (await import('../previews/removeVerb.ts')).previewsRemove,
  'previews reconcile': async () => (await import('../previews/reconcileVerb.ts')).previewsReconcile,
  restore: async () => (await import('../restore/verb.ts')).restore,
  refresh: async () => (await import('../refresh/verb.ts')).refresh,
  backup: async () => (await import('../backup/verb.ts')).backup,
  'backup policy': async () => (await import('../backup/policyVerb.ts')).backupPolicy,
  backups: async () => (await import('../backups/verb.ts')).backups,
  'backups get': async () => (await import('../backups/getVerb.ts')).backupsGet,
  fleet: async () => (await import('../fleet/verb.ts')).fleet,
  verify: async () => (await import('../verify/verb.ts')).verify,
  evidence: async () => (await import('../verify/evidenceVerb.ts')).evidence,
  notify: async () => (await import('../tell/verb.ts')).notify,
  new: async () => (await import('../skeleton/verb.ts')).newProject,
  sentry: async () => (await import('../sentry/verb.ts')).sentry,
  slack: async () => (await import('../slack/verb.ts')).slack,
  'jenkins jobs': async () => (await import('../jenkins/jobsVerb.ts')).jenkinsJobs,
  'jenkins credentials': async () => (await import('../jenkins/credentialsVerb.ts')).jenkinsCredentials,
  'lock status': async () => (await import('../lock/statusVerb.ts')).lockStatus,
  'lock release': async () => (await import('../lock/releaseVerb.ts')).lockRelease,
  'maintenance on': async () => (await import('../maintenance/onVerb.ts')).maintenanceOn,
  'maintenance off': async () => (await import('../maintenance/offVerb.ts')).maintenanceOff,
  'maintenance status': async () => (await import('../maintenance/statusVerb.ts')).maintenanceStatus,
  operation: async () => (await import('../operations/verb.ts')).operationVerb(loadVerbs),
  completion: async () => (await import('./completionVerb.ts')).completionVerb(loadVerbs),
  help: async () => (await import('./helpVerb.ts')).helpVerb(loadVerbs),
} as const satisfies Record<string, () => Promise<Verb>>;

export type VerbName = keyof typeof LOADERS;

export const verbNames = Object.keys(LOADERS) as readonly VerbName[];

export const loadVerb = (name: VerbName): Promise<Verb> => LOADERS[name]();

export const loadVerbs = (): Promise<Verb[]> => Promise.all(verbNames.map(loadVerb));

import type {Verb} from './verb.ts';

/** All verbs, each loaded when it is needed; in the order of the help. */
const LOADERS = {
  pipeline: async () => (await import('../verbs/pipeline.ts')).pipeline,
  plan: async () => (await import('../verbs/plan.ts')).plan,
  test: async () => (await import('../verbs/test.ts')).test,
  deploy: async () => (await import('../verbs/deploy.ts')).deploy,
  notify: async () => (await import('../verbs/notify.ts')).notify,
  sentry: async () => (await import('../verbs/sentry.ts')).sentry,
  'jenkins jobs': async () => (await import('../verbs/jenkinsJobs.ts')).jenkinsJobs,
  'jenkins credentials': async () => (await import('../verbs/jenkinsCredentials.ts')).jenkinsCredentials,
  completion: async () => (await import('../verbs/completion.ts')).completion,
  help: async () => (await import('../verbs/help.ts')).help,
} as const satisfies Record<string, () => Promise<Verb>>;

export type VerbName = keyof typeof LOADERS;

export const verbNames = Object.keys(LOADERS) as readonly VerbName[];

export const loadVerb = (name: VerbName): Promise<Verb> => LOADERS[name]();

export const loadVerbs = (): Promise<Verb[]> => Promise.all(verbNames.map(loadVerb));

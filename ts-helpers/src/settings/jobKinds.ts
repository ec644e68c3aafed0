/** Kinds of jobs that a project can have. */
export const JOB_KINDS = ['multibranch', 'classic', 'organization'] as const;

import type {Rule} from '../rule.ts';

export const gitKeyRefused: Rule = {
  name: 'git-key-refused',
  patterns: [/Permission denied \(publickey/],
  whose: 'machine',
  sentence: ({error: {code}}) =>
    code === 'CLONE_FAILED'
      ? 'The git server refuses your key.'
      : 'The git server refuses the key of the job.',
  remedy: ({error: {code, remedy}}) =>
    // Who clones for himself has no job.
    code === 'CLONE_FAILED' ? remedy : OF_A_JOB,
};

const OF_A_JOB =
  'Choose the credential in the job (Branch Sources, Credentials) whose public key is a deploy key of the repository; ssh -T to that server, as the user of the agent, says whether it takes a key.';

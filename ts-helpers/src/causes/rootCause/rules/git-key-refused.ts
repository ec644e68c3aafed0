import type {Rule} from '../rule.ts';

export const gitKeyRefused: Rule = {
  name: 'git-key-refused',
  patterns: [/Permission denied \(publickey/],
  whose: 'machine',
  sentence: 'The git server refuses the key of the job.',
  remedy:
    'Choose the credential in the job (Branch Sources, Credentials) whose public key is a deploy key of the repository; ssh -T to that server, as the user of the agent, says whether it takes a key.',
};

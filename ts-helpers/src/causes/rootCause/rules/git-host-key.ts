import type {Rule} from '../rule.ts';

export const gitHostKey: Rule = {
  name: 'git-host-key',
  patterns: [
    /Host key verification failed/,
    /No (?:ECDSA|ED25519|RSA) host key is known for (?<host>\S+?) and/,
    /REMOTE HOST IDENTIFICATION HAS CHANGED/,
  ],
  whose: 'machine',
  sentence: ({error: {code}, groups: {host = 'the git server'}}) =>
    `${code === 'CLONE_FAILED' ? 'This machine' : 'The agent'} does not know the key of ${host}.`,
  remedy: ({error: {code, remedy}, groups: {host}}) => {
    // Who clones for himself has no agent.
    if (code === 'CLONE_FAILED') return remedy;
    return host === undefined
      ? 'Let the administrator of Jenkins set Manage Jenkins, Security, Git Host Key Verification, to known hosts that have it.'
      : `Make it known as the user of the agent: ssh-keyscan ${host} >> ~/.ssh/known_hosts; in Jenkins: Manage Jenkins, Security, Git Host Key Verification.`;
  },
};

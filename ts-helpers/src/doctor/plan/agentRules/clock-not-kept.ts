import type {AgentFacts} from '../agentFacts.ts';
import type {Rule} from '../rule.ts';

export const clockNotKept: Rule<AgentFacts> = {
  code: 'clock-not-kept',
  severity: 'warning',
  title: 'The clock follows no other',
  why: 'It drifts: from 15 minutes on S3 refuses backups (`S3_CLOCK`), and times of releases and backups mislead before that. What systemd says counts; where it is not there, nothing is told.',
  mend: 'Have it set: `sudo timedatectl set-ntp true`.',
  find: ({isClockKept}) =>
    isClockKept === false
      ? [{file: 'timedatectl', message: 'The clock of the system is not synchronized.'}]
      : [],
};

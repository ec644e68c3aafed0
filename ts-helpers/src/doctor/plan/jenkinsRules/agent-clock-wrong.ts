import type {JenkinsFacts} from '../jenkinsFacts.ts';
import type {Rule} from '../rule.ts';

const MOST_SECONDS = 60;

export const agentClockWrong: Rule<JenkinsFacts> = {
  code: 'agent-clock-wrong',
  severity: 'warning',
  title: 'The clock of an agent differs from that of the controller',
  why: `Times of releases, backups and builds mislead, and from 15 minutes on S3 refuses backups (\`S3_CLOCK\`). ${MOST_SECONDS} seconds are let pass.`,
  mend: 'Have both follow a clock: `sudo timedatectl set-ntp true`.',
  find: ({agents}) =>
    agents.flatMap(({name, isOffline, clockMs = 0}) => {
      const seconds = Math.round(Math.abs(clockMs) / 1000);
      return isOffline || seconds <= MOST_SECONDS
        ? []
        : [
            {
              file: name,
              message: `The clock of ${name} is ${seconds} s ${clockMs > 0 ? 'behind' : 'ahead'}.`,
            },
          ];
    }),
};

import {lines, numbered} from '../run/planText.ts';
import {type BackupPlan, doubtsOf, type PlannedServer} from './plan.ts';

export const backupPlan = ({
  key,
  servers,
  files,
  live,
  doubtful,
  leaveUnknown,
  leftOut,
  recipients,
  moments,
  steps,
}: BackupPlan): string => {
  const doubts = doubtsOf({live, doubtful, leaveUnknown});
  return lines(
    `${key}: ${recipients.length === 0 ? 'not encrypted' : `encrypted to ${recipients.length} keys`}`,
    ...servers.map(server => `   in: ${serverText(server)}`),
    ...files.map(({type, name, services}) => `   in: ${type} ${name}, of ${services.join(', ')}`),
    ...leftOut.map(({what, why}) => `   out: ${what}: ${why}`),
    ...doubts.map(({code, message, remedy}) => `   ${code}: ${message} ${remedy}`),
    ...numbered(steps),
    ...(moments.refused ? [`✗ ${moments.refused.message} ${moments.refused.remedy}`] : []),
  );
};

const serverText = ({title, service, outside, isWithoutUsers}: PlannedServer): string => {
  if (isWithoutUsers)
    return `${title} of ${service}: every database that its user may read, and no users: root, who could read them, has a password by chance`;
  const {host, database} = outside ?? {};
  const which = database === undefined ? 'every database' : `the database ${database}`;
  return `${title} of ${service}${host === undefined ? '' : `, at ${host}`}: roles, and ${which}`;
};

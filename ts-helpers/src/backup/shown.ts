import {lines, numbered} from '../run/planText.ts';
import type {BackupPlan} from './plan.ts';

export const backupPlan = ({key, servers, files, leftOut, recipients, steps}: BackupPlan): string =>
  lines(
    `${key}: ${recipients.length === 0 ? 'not encrypted' : `encrypted to ${recipients.length} keys`}`,
    ...servers.map(({title, service}) => `   in: ${title} of ${service}: roles, and every database`),
    ...files.map(({type, name, services}) => `   in: ${type} ${name}, of ${services.join(', ')}`),
    ...leftOut.map(({what, why}) => `   out: ${what}: ${why}`),
    ...numbered(steps),
  );

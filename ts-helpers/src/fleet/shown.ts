import {lines, numbered} from '../run/planText.ts';
import {counted} from '../text/plain.ts';
import type {FleetOutcome} from './fleet.ts';
import type {FleetPlan} from './plan.ts';

const at = (place: string | undefined): string => (place === undefined ? '' : `${place}/`);

export const fleetText = (result: FleetPlan | FleetOutcome): string => {
  const {bucket, projects, troubles} = result;
  const wrong = troubles.map(({message, command}) => `✗ ${message} ${command}`);
  const all = `${counted(projects, 'project')} in s3://${bucket}`;
  if ('steps' in result) {
    const {leaving, steps} = result;
    const gone = leaving.flatMap(({keys, upload, why, place}) => [
      ...(upload ? [`   - parts of ${at(place)}${upload.key}: ${why}`] : []),
      ...keys.map((key, index) => `   - ${at(place)}${key}${index === 0 ? `: ${why}` : ''}`),
    ]);
    const [first = '', ...others] = numbered(steps);
    const isDelete = leaving.length > 0;
    return lines(`${all}:`, first, ...(isDelete ? gone : []), ...others, ...wrong);
  }
  const {deleted, refused} = result;
  return lines(
    `${all}: ${deleted} deleted${refused.length === 0 ? '' : `, ${refused.length} could not be`}`,
    ...(wrong.length === 0 ? ['✓ All have fresh backups that are proven to restore.'] : wrong),
  );
};

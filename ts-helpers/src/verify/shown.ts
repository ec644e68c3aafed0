import {lines, numbered} from '../run/planText.ts';
import type {MomentPlan} from './moment.ts';
import type {VerifyPlan} from './plan.ts';
import type {OlderPlan} from './plan/older.ts';

export const verifyPlan = (plan: VerifyPlan | MomentPlan): string => {
  if ('moment' in plan) return lines(`${plan.project} as it was at ${plan.moment}`, ...numbered(plan.steps));
  const {bucket, key, images, why, steps} = plan;
  return lines(
    `s3://${bucket}/${key}`,
    ...images.map(image => `   into an empty server of ${image}`),
    ...(why === undefined ? [] : [`   no service is started on it: ${why}`]),
    ...numbered(steps),
  );
};

const TITLES = {postgres: 'PostgreSQL', mysql: 'MySQL or MariaDB', mongo: 'MongoDB'} as const;

export const olderPlan = ({bucket, key, layout, into, not, steps}: OlderPlan): string =>
  lines(
    `s3://${bucket}/${key}`,
    `   an older script left it (${layout}); nothing was recorded to compare it with`,
    ...Object.entries(into).map(
      ([kind, {service, image}]) =>
        `   ${TITLES[kind as keyof typeof TITLES]}: into an empty server of ${image}${service === kind ? '' : `, as ${service}`}`,
    ),
    ...Object.entries(not).map(([kind, why]) => `   ${TITLES[kind as keyof typeof TITLES]}: ${why}`),
    ...numbered(steps),
  );

import {lines, numbered} from '../run/planText.ts';
import type {MomentPlan} from './moment.ts';
import type {VerifyPlan} from './plan.ts';

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

import {lines, numbered} from '../run/planText.ts';
import type {VerifyPlan} from './plan.ts';

export const verifyPlan = ({bucket, key, images, why, steps}: VerifyPlan): string =>
  lines(
    `s3://${bucket}/${key}`,
    ...images.map(image => `   into an empty server of ${image}`),
    ...(why === undefined ? [] : [`   no service is started on it: ${why}`]),
    ...numbered(steps),
  );

import {lines, numbered} from '../run/planText.ts';
import {sizeInWords} from '../text/bytes.ts';
import type {RestorePlan, UndoPlan} from './plan.ts';

export const restorePlan = (plan: RestorePlan | UndoPlan): string =>
  'source' in plan && 'leftAlone' in plan
    ? lines(
        `s3://${plan.source.bucket}/${plan.source.key}, ${sizeInWords(plan.source.size)}, ${plan.source.verdict}`,
        ...plan.leftAlone.map(({what, why}) => `   not ${what}: ${why}`),
        ...plan.warnings.map(text => `   ${text}`),
        ...numbered(plan.steps),
      )
    : lines(...numbered(plan.steps));

import type {StageResult} from '../result/result.ts';
import {NOTHING_CHANGED} from '../result/changes.ts';
import {backupLines} from '../story/backupLine.ts';
import {counted} from '../text/plain.ts';

/** How a stage ended, in a line. */
export const stageLine = (result: StageResult): string => {
  const {stage, outcome, durationMs, tests, urls, changes, error} = result;
  return [
    `${stage}: ${outcome} in ${(durationMs / 1000).toFixed(1)} s`,
    tests && `${counted(tests.total, 'test')}, ${tests.failed} failed, ${tests.skipped} skipped`,
    urls && urls.length > 0 && urls.join(' '),
    changes?.[0]?.startsWith(NOTHING_CHANGED) && changes[0],
    ...backupLines([result]),
    error && `${error.code}: ${error.message}`,
  ]
    .filter(Boolean)
    .join(' · ')
    .concat('\n');
};

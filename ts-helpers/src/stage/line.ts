import type {StageResult} from '../result/result.ts';
import {NOTHING_CHANGED} from '../result/changes.ts';
import type {BackupOutcome, MomentOutcome, ProofOutcome} from '../result/backup.ts';
import type {RestoreOutcome} from '../result/restore.ts';
import {sizeInWords} from '../text/bytes.ts';
import {counted} from '../text/plain.ts';
import {durationText} from '../text/time.ts';

/** How a stage ended, in a line. */
export const stageLine = ({
  stage,
  outcome,
  durationMs,
  tests,
  urls,
  changes,
  backup,
  proof,
  restored,
  pruned,
  error,
}: StageResult): string =>
  [
    `${stage}: ${outcome} in ${(durationMs / 1000).toFixed(1)} s`,
    tests && `${counted(tests.total, 'test')}, ${tests.failed} failed, ${tests.skipped} skipped`,
    urls && urls.length > 0 && urls.join(' '),
    changes?.[0]?.startsWith(NOTHING_CHANGED) && changes[0],
    backup && storedText(backup),
    proof && proofText(proof),
    restored && restoredText(restored),
    pruned && prunedText(pruned),
    error && `${error.code}: ${error.message}`,
  ]
    .filter(Boolean)
    .join(' · ')
    .concat('\n');

const prunedText = (names: readonly string[]): string =>
  names.length === 0 ? 'nothing was old enough to go' : `dropped: ${names.join(', ')}`;

const storedText = ({bucket, key, size, databases, rows, files}: BackupOutcome): string => {
  const holds = [
    databases > 0 && `${counted(databases, 'database')} with ${counted(rows, 'row')}`,
    files > 0 && counted(files, 'file or folder', 'files and folders'),
  ];
  return `s3://${bucket}/${key}, ${sizeInWords(size)}: ${holds.filter(Boolean).join(', ')}`;
};

const proofText = ({verdict, restoreMs, answeredMs, isOlder, moments = []}: ProofOutcome): string => {
  const back = moments.map(one => ` · ${momentText(one)}`).join('');
  if (verdict === 'failed') return isOlder ? 'cannot be restored' : `not proven${back}`;
  if (isOlder) return `restored in ${durationText(restoreMs / 1000)}; nothing was recorded to compare with`;
  const up = answeredMs === undefined ? '' : `, the project up on it in ${durationText(answeredMs / 1000)}`;
  return `proven: restored in ${durationText(restoreMs / 1000)}${up}${back}`;
};

const momentText = ({
  service,
  until = 'its last moment',
  restoreMs,
  differences,
  databases,
}: MomentOutcome): string => {
  if (differences.length > 0) return `${service} could not be brought back to ${until}`;
  const held = databases.map(
    ({name, tables, rows}) => `${name} with ${counted(tables, 'table')} and ${counted(rows, 'row')}`,
  );
  return `${service} brought back to ${until} in ${durationText(restoreMs / 1000)}: ${held.join(', ')}`;
};

const restoredText = (outcome: RestoreOutcome): string => {
  const {databases, folders, masked, downMs, kept, leftAlone = [], notCompared, held = []} = outcome;
  const what = [databases > 0 && counted(databases, 'database'), folders > 0 && counted(folders, 'folder')];
  const before = kept.length === 0 ? '' : `; what was used stays as ${kept.join(', ')}`;
  return `${what.filter(Boolean).join(' and ')} in place${masked === undefined ? '' : `, ${counted(masked, 'column')} masked`}, services stood still for ${durationText(downMs / 1000)}${before}${leftAlone.map(one => `; not ${one}`).join('')}${notCompared === undefined ? '' : `; ${notCompared} (${held.map(heldText).join(', ')})`}`;
};

const heldText = ({name, tables, rows}: NonNullable<RestoreOutcome['held']>[number]): string =>
  `${name} has ${counted(tables, 'table')} and ${counted(rows, 'row')}`;

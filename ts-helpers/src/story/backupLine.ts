import type {BackupOutcome, ProofOutcome} from '../result/backup.ts';
import type {StageResult} from '../result/result.ts';
import {sizeInWords} from '../text/bytes.ts';
import {durationText} from '../text/time.ts';

/** `backups/shop/2026-11-27T03-07-00Z.tar.zst: 1.4 GB, in 3 min 10 s, proven`; undefined where nothing was stored. */
export const backupLine = (stage: StageResult): string | undefined =>
  stage.backup === undefined ? undefined : `${stage.backup.key}: ${backupInWords(stage, stage.backup)}`;

/** `1.4 GB, in 3 min 10 s, proven` */
export const backupInWords = ({durationMs}: StageResult, {size, proof}: BackupOutcome): string =>
  [sizeInWords(size), `in ${durationText(durationMs / 1000)}`, verdictOf(proof)].join(', ');

const verdictOf = (proof: ProofOutcome | undefined): string => {
  if (proof === undefined) return 'not proven yet';
  if (proof.verdict === 'proven') return 'proven';
  const [first, ...others] = proof.differences;
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  return first === undefined ? 'not proven' : `not proven: ${first}${more}`;
};

import type {BackupOutcome, ProofOutcome} from '../result/backup.ts';
import type {StageResult} from '../result/result.ts';
import {sizeInWords} from '../text/bytes.ts';
import {durationText} from '../text/time.ts';

/** A backup that was stored or proven, by whichever stages. */
export interface BackupStory {
  bucket: string;
  key: string;
  backup?: BackupOutcome;
  proof?: ProofOutcome;
  /** `1.4 GB, in 3 min 10 s, proven` */
  words: string;
}

export const backupsOf = (stages: readonly StageResult[]): BackupStory[] => {
  const proofs = stages.flatMap(({proof}) => proof ?? []);
  const stored = stages.flatMap(({backup, durationMs}) => (backup ? [{backup, durationMs}] : []));
  const others = proofs.filter(({key}) => !stored.some(({backup}) => backup.key === key));
  return [
    ...stored.map(({backup, durationMs}) => {
      const proof = proofs.find(({key}) => key === backup.key);
      const {bucket, key, size} = backup;
      const words = [sizeInWords(size), `in ${durationText(durationMs / 1000)}`, verdictOf(proof)].join(', ');
      return {bucket, key, backup, ...(proof && {proof}), words};
    }),
    ...others.map(proof => {
      const {bucket, key, durationMs} = proof;
      return {bucket, key, proof, words: `${verdictOf(proof)}, in ${durationText(durationMs / 1000)}`};
    }),
  ];
};

/** `backups/shop/2026-11-27T021700Z.tar.zst: 1.4 GB, in 3 min 10 s, proven`, one each. */
export const backupLines = (stages: readonly StageResult[]): string[] =>
  backupsOf(stages).map(({key, words}) => `${key}: ${words}`);

const verdictOf = (proof: ProofOutcome | undefined): string => {
  if (proof === undefined) return 'not proven yet';
  if (proof.verdict === 'proven') return proof.isOlder ? 'restored' : 'proven';
  const [first, ...others] = proof.differences;
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  return first === undefined ? 'not proven' : `not proven: ${first}${more}`;
};

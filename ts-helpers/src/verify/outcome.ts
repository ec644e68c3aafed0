import {AMOUNTS, type Evidence} from '../archive/evidence.ts';
import {pitrPrefix} from '../archive/pointInTime.ts';
import {catalogue, UserError} from '../errors/userError.ts';
import type {ProofOutcome} from '../result/backup.ts';
import {VERIFY_SQL} from './act/sql.ts';
import type {Proof} from './prove.ts';

/** What is told of what is kept. */
export const outcomeOf = ({
  bucket,
  key,
  verdict,
  differences,
  restoreMs,
  answeredMs,
  durationMs,
  pointInTime: moments,
}: Evidence): ProofOutcome => ({
  bucket,
  key,
  verdict,
  differences,
  restoreMs,
  ...(answeredMs !== undefined && {answeredMs}),
  durationMs,
  ...(moments && {moments}),
});

export const failure = (outcome: ProofOutcome, {differences, log, downloaded}: Proof): UserError => {
  const [first = '', ...others] = outcome.differences;
  const code = differences.length === 0 ? 'BACKUP_SHRUNK' : 'PROOF_FAILED';
  const isQuestion = first.startsWith(VERIFY_SQL);
  const more = others.length === 0 ? '' : `; and ${others.length} more`;
  return new UserError(code, `${outcome.key}: ${first}${more}.`, {
    where: `s3://${outcome.bucket}/${outcome.key}`,
    // What came to no end could not be compared.
    ...(downloaded === undefined && {remedy: catalogue.BACKUP_BROKEN.remedy}),
    ...(isQuestion && {
      remedy: `Correct ${VERIFY_SQL}, or look at what is missing in the data. Then prove it again: countable verify`,
    }),
    evidence: {
      log: {
        source: isQuestion ? VERIFY_SQL : 'proof',
        lines: log.length > 0 ? [...log] : [...outcome.differences],
      },
    },
    leaves: {proof: outcome},
  });
};

/** What failed before, and was not tried now, is not mended by it. */
export const refuseOpen = (evidence: Evidence): void => {
  const {bucket, key, verdict, failsAt = []} = evidence;
  if (verdict === 'failed' || failsAt.length === 0) return;
  const open = failsAt.join(', ');
  throw new UserError(
    'PROOF_FAILED',
    `${key} is what was stored, and stays failed: a proof before failed at ${open}, which was not tried now.`,
    {
      where: `s3://${bucket}/${key}`,
      remedy: `Prove it where the project is deployed, with ${open}${failsAt.includes(AMOUNTS) ? ' (or --accept)' : ''}: countable verify`,
      leaves: {proof: {...outcomeOf(evidence), verdict: 'failed', differences: [`not tried: ${open}`]}},
    },
  );
};

/** The archive is proven all the same, and copied. */
export const refuseLost = (proof: ProofOutcome): void => {
  const [first, ...others] = (proof.moments ?? []).flatMap(({differences}) => differences);
  if (first === undefined) return;
  const more = others.length === 0 ? '' : `; and ${others.length} more`;
  throw new UserError('PITR_FAILED', `The last moment cannot be brought back: ${first}${more}.`, {
    where: `s3://${proof.bucket}/${pitrPrefix(proof.key.split('/')[1] ?? '')}`,
    leaves: {proof},
  });
};

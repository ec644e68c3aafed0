import {inDocs} from '../documents.ts';
import {entry, EXIT} from './entry.ts';

const HOW = inDocs('how-to/refresh.md');

/** Data of production in other environments. */
export const refresh = {
  REFRESH_REFUSED: entry(
    EXIT.usage,
    'Data of production may not be there as it is, or does not belong there.',
    `Mask it, or record who has consented: ${HOW}.`,
  ),
  REFRESH_UNPROVEN: entry(
    EXIT.usage,
    'Only a backup that is proven to restore is put into another environment.',
    'Prove it: countable verify',
  ),
  NO_REFRESH_FOR: entry(
    EXIT.usage,
    'Data of that kind cannot be masked, or not be brought there.',
    'Refresh the others by name: countable refresh --service NAME',
  ),
  MASK_INCOMPLETE: entry(
    EXIT.project,
    'Of a column in the backup nobody has said whether it is masked or kept. Nothing of it was loaded.',
    `Add the lines that are printed to countable.yml, each as it is meant: ${HOW}.`,
  ),
  MASK_UNKNOWN: entry(
    EXIT.project,
    'A rule of `mask` is for a column that is not in the backup: it may be misspelt, and mask nothing.',
    'Correct its name, or take the line out of countable.yml.',
  ),
  MASK_UNFIT: entry(
    EXIT.project,
    'A rule of `mask` is none that its column can have. Nothing was masked yet, and nothing of it was loaded.',
    `Change it in countable.yml by the lines that are printed, each as it is meant: ${HOW}.`,
  ),
  MASK_FAILED: entry(
    EXIT.project,
    'What was to be masked could not be, or is still there. Nothing of it was loaded.',
    'Correct ops/mask.sql, or choose another mask in countable.yml.',
  ),
  EVIDENCE_UNRECORDED: entry(
    EXIT.backupFailed,
    'That the backup restores was seen, and could not be kept beside it.',
    'Let the keys that this host has write evidence as well: countable backup policy',
  ),
} as const;

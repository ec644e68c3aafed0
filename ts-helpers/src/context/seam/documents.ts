import * as z from 'zod/mini';
import {SEAM} from '../../domain/seam.ts';
import {notifyResultSchema} from './notifyResultSchema.ts';
import {planSchema} from './planSchema.ts';
import {stageResultSchema} from './stageResultSchema.ts';

const seam = z.literal(SEAM);

/** What crosses from the CLI to the library, as `--result` leaves it; `--json` prints the same without `seam`. */
export const DOCUMENTS = {
  plan: z.strictObject({seam, ...planSchema.shape}),
  stageResult: z.strictObject({seam, ...stageResultSchema.shape}),
  notifyResult: z.strictObject({seam, ...notifyResultSchema.shape}),
} as const;

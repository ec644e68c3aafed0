import * as z from 'zod/mini';
import {SEAM} from './version.ts';
import {notifyResultSchema} from './schemas/notifyResultSchema.ts';
import {operationSchema} from './schemas/operationSchema.ts';
import {planSchema} from './schemas/planSchema.ts';
import {stageResultSchema} from './schemas/stageResultSchema.ts';

const seam = z.literal(SEAM);

/** What crosses from the CLI to the library, as `--result` leaves it; `--json` prints the same without `seam`. */
export const DOCUMENTS = {
  plan: z.strictObject({seam, ...planSchema.shape}),
  operation: z.strictObject({seam, ...operationSchema.shape}),
  stageResult: z.strictObject({seam, ...stageResultSchema.shape}),
  notifyResult: z.strictObject({seam, ...notifyResultSchema.shape}),
} as const;

import * as z from 'zod/mini';

/** Of the one object that is written over: what the last fleet check has left. */
export const FLEET_KEY = 'countable/fleet.json';

const thread = z.object({channel: z.string(), ts: z.string()});

const told = z.object({
  /** Of the trouble; the same as long as it lasts. */
  id: z.string(),
  /** As it was said last. */
  message: z.string(),
  since: z.string(),
  thread,
});

export const fleetRecordSchema = z.object({
  format: z.literal(1),
  /** When the check had looked at all. ISO 8601, UTC. */
  at: z.string(),
  /** What had backups then, or before: `shop`, `cortico/kmc`. That it has none any more is a trouble. */
  kept: z.array(z.string()),
  /** What had copies then, or before, with their place: `s3://west shop`. Absent in what older checks left. */
  copied: z.optional(z.array(z.string())),
  /** Projects that Jenkins deployed to production, for when it does not answer. */
  jenkins: z.array(z.string()),
  /** Troubles that have a thread in Slack. */
  told: z.array(told),
});

export type FleetRecord = z.infer<typeof fleetRecordSchema>;
export type ToldTrouble = FleetRecord['told'][number];

/** Undefined where there is none, or none that can be read. */
export const fleetRecordIn = (text: string | undefined): FleetRecord | undefined => {
  if (text === undefined) return undefined;
  try {
    return z.safeParse(fleetRecordSchema, JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

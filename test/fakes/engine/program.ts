import type {HealthCheck} from '../../../ts-helpers/src/compose/model.ts';

/** What a container does when it is started. */
export interface Program {
  /** At each start. */
  prints?: readonly string[];
  /** Its exit code. Default: it does not end. */
  exits?: number;
  /** How long it runs until then. Default: it ends at once. */
  afterMs?: number;
  /** It ends for lack of memory. */
  isStarved?: boolean;
  /** How its health check goes; one without is not asked. */
  health?: Health;
  /** Files it writes as it starts, by their paths in the container. */
  writes?: Readonly<Record<string, string>>;
  /** What it answers at all of its ports, by HTTP. Default: 200. */
  answers?: number | 'nothing';
  /** TCP ports it listens on. Default: those it is to publish. */
  listens?: {port: number; isLoopback: boolean}[];
  /** What it says when it is interrupted. */
  lastWords?: readonly string[];
  /** What runs in it, with its ids: `1 sh`, which is the default. */
  runs?: readonly string[];
  /** Commands that are run in it, by their text. */
  commands?: Readonly<Record<string, Command>>;
  /** The engine cannot start it: a command that is not there, a mount that cannot be. */
  startError?: string;
}

export interface Command {
  exits?: number;
  prints?: readonly string[];
  /** On its other stream. */
  complains?: readonly string[];
  writes?: Readonly<Record<string, string>>;
  /** What runs in the container from then on. */
  runs?(before: readonly string[]): readonly string[];
  /** It goes on until the verb is stopped. */
  hangs?: true;
}

export interface Health {
  /** Since its start. */
  healthyAfterMs?: number;
  unhealthyAfterMs?: number;
  says?: string;
}

export const HEALTH_CHECK: Pick<HealthCheck, 'intervalMs' | 'startPeriodMs' | 'retries'> = {
  intervalMs: 1_000,
  startPeriodMs: 0,
  retries: 3,
};

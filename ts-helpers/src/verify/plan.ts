import type {Step} from '../result/step.ts';
import {copyText, type PlannedCopies} from './plan/copies.ts';
import type {NotTried, ProofProject} from './plan/services.ts';

export interface VerifyStep extends Step {
  id: 'prove' | 'moments' | 'record' | 'copy';
}

export interface VerifyPlan {
  project: string;
  bucket: string;
  key: string;
  /** Bytes. */
  size: number;
  /** Images that are started. */
  images: string[];
  /** Services that have to become healthy on it, or why none is started. */
  services: string[];
  why?: string;
  sql: boolean;
  /** Nothing tells what it holds, and so it is not tried. */
  unread?: string;
  /** Servers that are brought back to their last moment as well. */
  moments: string[];
  /** Buckets that get a copy of it. */
  copies: PlannedCopies[];
  steps: VerifyStep[];
}

export const planVerify = (
  facts: Omit<VerifyPlan, 'steps' | 'services' | 'why'>,
  project: NotTried | ProofProject,
): VerifyPlan => {
  const services = 'model' in project ? project.healthy : [];
  const also = [
    ...(facts.sql ? ['run ops/verify.sql'] : []),
    ...(services.length > 0 ? [`start ${services.join(', ')} on it`] : []),
  ];
  return {
    ...facts,
    services,
    ...('why' in project && {why: project.why}),
    steps: facts.unread === undefined ? stepsOf(facts, also) : [RECORD],
  };
};

const stepsOf = (
  {key, moments, copies}: Pick<VerifyPlan, 'key' | 'moments' | 'copies'>,
  also: readonly string[],
): VerifyStep[] => [
  {
    id: 'prove',
    does: `Restore ${key} into throw-away containers, and compare it${also.map(one => `; ${one}`).join('')}`,
    // Its parts are told as they are done.
    said: null,
    risks: 'nothing',
    limit: PROVE_MINUTES,
    undo: [],
  },
  ...(moments.length === 0 ? [] : [momentsStep(moments)]),
  RECORD,
  ...copies.slice(0, 1).map((): VerifyStep => ({
    id: 'copy',
    does: copyText(copies),
    risks: 'nothing',
    limit: PROVE_MINUTES,
    undo: [],
  })),
];

const RECORD: VerifyStep = {
  id: 'record',
  does: 'Store what came of it beside it',
  risks: 'nothing',
  limit: 5,
  undo: [],
};

const PROVE_MINUTES = 12 * 60;

/** `until`: the moment; default: the last. */
export const momentsStep = (services: readonly string[], until?: Date): VerifyStep => ({
  id: 'moments',
  does: `Bring ${services.join(', ')} back to ${until?.toISOString() ?? 'the last moment that is kept'} in throw-away containers, and read all of it`,
  // Each is told by itself.
  said: null,
  risks: 'nothing',
  limit: PROVE_MINUTES,
  undo: [],
});

import type {PointInTime} from '../../archive/pointInTime.ts';
import type {Step} from '../../result/step.ts';
import type {RepositoryFacts, ServerFacts} from './facts.ts';
import type {PlannedSidecar} from './sidecar.ts';

export type PitrStepId =
  | 'pitr-image'
  | 'pitr-passphrase'
  | 'pitr-configure'
  | 'pitr-settings'
  | 'pitr-restart'
  | 'pitr-sidecar'
  | 'pitr-base'
  | 'pitr-end'
  | 'pitr-old-images';

export type PitrStep = Step & {id: PitrStepId};

/** A server whose every moment is kept, with all that is to be done for it. */
export interface PlannedPitr extends PointInTime {
  server: ServerFacts;
  sidecar: PlannedSidecar;
  /** The one that is to go first; undefined: it stays as it is. */
  replaces: string | undefined;
  makes: boolean;
  builds: boolean;
  passphrase: 'none' | 'here' | 'make' | 'fetch';
  statements: string[];
  restart: boolean;
  type: 'full' | 'diff';
}

export interface EndingPitr {
  server: ServerFacts;
  sidecar: string | undefined;
  statements: string[];
}

export interface PitrPlan {
  repository: RepositoryFacts;
  servers: PlannedPitr[];
  ending: EndingPitr[];
  /** Images of ours that may go where nothing is made of them. */
  images: string[];
  steps: PitrStep[];
}

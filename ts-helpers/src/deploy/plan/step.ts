import type {Step, Undo} from '../../result/step.ts';
import type {Fate} from './fates.ts';

export interface DeployStep extends Step {
  id: StepId;
  undo: readonly DeployUndo[];
  /** Of `start`, `roll …` and `rest`: what becomes of each service. */
  services?: readonly Fate[];
  /** Of `roll …`: the old containers stay until the new have settled with the traffic. */
  settles?: true;
  /** Of `clean`: ids of the images that are known to go. */
  images?: readonly string[];
  /** What it does not do, and how it would: of services that are not rolled, and of requests that may be lost. */
  notes?: readonly string[];
}

export type StepId =
  | 'build'
  | 'fill'
  | 'unpin'
  | 'unlink'
  | 'start'
  | `roll ${string}`
  | 'rest'
  | 'setAside'
  | 'watch'
  | 'hold'
  | 'tidy'
  | 'track'
  | 'clean';

/** Whether the step is that of one service that is rolled. */
export const isRoll = (id: StepId): id is `roll ${string}` => id.startsWith('roll ');

/** Which one it is. */
export const rolledBy = (id: `roll ${string}`): string => id.slice('roll '.length);

export type DeployUndo = StartAgain | Return | Clear | Untag | Unroll;

/** Takes the new containers of a service away again, while the old ones still serve. */
interface Unroll extends Undo {
  deed: 'unroll';
  service: string;
}

/** Brings the release back that was live, with its files, images and variables. */
export interface Return extends Undo {
  deed: 'return';
}

/** Gives the images back the names that they had, and takes those of this version away. */
interface Untag extends Undo {
  deed: 'untag';
}

/** Takes away what a project was started with that was never live; its volumes stay. */
export interface Clear extends Undo {
  deed: 'clear';
}

/** Brings back what was stopped, unless something new has its place. */
export interface StartAgain extends Undo {
  deed: 'startAgain';
  /** Ids of containers. */
  containers: string[];
}

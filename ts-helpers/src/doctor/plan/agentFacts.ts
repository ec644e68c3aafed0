import type {Room} from '../../project/diskSpace.ts';
import type {Warning} from '../../result/result.ts';

/** What is known of a machine that builds run on, before any of it is judged. */
export interface AgentFacts {
  /** What is wrong with the engine or with the way to it; undefined where it answers. */
  engine?: Warning;
  /** Its version, or what is wrong with it; undefined without the docker command, which it is a part of. */
  compose?: string | Warning;
  /** The disk that Docker keeps its data on; of an engine elsewhere nothing is known. */
  room: Pick<Room, 'disks' | 'wanted'>;
  /** Programs that a build runs, and are not there, with how they are installed. */
  missing: readonly {program: string; remedy: string}[];
  /** Whether the clock follows others; undefined where nobody tells. */
  isClockKept?: boolean;
}

import type {Memory, Thread} from './memory.ts';

/** Who has heard of a build already, when its first stage had failed and others were running: the rest completes it. */
export interface FirstTelling {
  /** Stages whose failure was told. */
  stages: string[];
  /** What was known of earlier builds. */
  memory?: Memory;
  slack?: {
    /** The channel, by the name it was written to. */
    sentTo: string;
    /** The message that the rest completes. */
    message: Thread;
    /** Where later builds reply; the same, unless it was a reply itself. */
    thread: Thread;
    /** Names of those who were written to directly. */
    direct: string[];
  };
  mail?: {id: string; subject: string; mailedTo: string[]};
}

/** Whether there is more to say than that the rest has ended, too. */
export const addsFailure = ({stages}: FirstTelling, failures: readonly {stage: string}[]): boolean =>
  failures.some(({stage}) => !stages.includes(stage));

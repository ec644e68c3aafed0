import type {Story} from '../story.ts';
import {durationText} from '../../text/time.ts';

/** The whole build in one sentence. */
export const verdictSentence = ({
  verdict,
  failures,
  course,
  deployed,
  stoppedBy,
  isBackup,
}: Story): string => {
  const [first, ...others] = failures;
  if (first !== undefined) {
    const why = first.cause?.sentence ?? first.error.message;
    const said = `${first.stage} ${verdict === 'unstable' ? 'is unstable' : 'failed'}: ${why}`;
    if (others.length === 0) return said;
    return `${withStop(said)} So did ${others.map(({stage}) => stage).join(' and ')}.`;
  }
  if (verdict === 'aborted')
    return `The build was stopped${stoppedBy === undefined ? '' : `: ${stoppedBy}`}.`;
  if (verdict === 'overtaken')
    return 'Nothing was done: a newer build took over, or there was nothing to do.';
  const done = deployed ? `, and deployed to ${deployed.title} in ${durationText(deployed.seconds)}` : '';
  if (isBackup)
    return course.redSeconds === undefined
      ? 'Backed up.'
      : `Backed up again after ${durationText(course.redSeconds)}.`;
  if (course.redSeconds === undefined) return `All is green${done}.`;
  return `Green again after ${durationText(course.redSeconds)}${done}.`;
};

/** What a program said often ends with none. */
const withStop = (sentence: string): string => (/[.!?…]$/.test(sentence) ? sentence : `${sentence}.`);

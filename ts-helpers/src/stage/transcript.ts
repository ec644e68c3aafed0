import {looksLikeError} from '../text/errorLine.ts';
import type {Transcript, TranscriptLine} from '../result/result.ts';
import {cutMiddle, oneLine} from '../text/plain.ts';
import type {Voice} from '../run/voice.ts';

/** A voice that remembers as much of what it says as people read. */
export interface RecordingVoice extends Voice {
  transcript(): Transcript;
}

const HEAD_LINES = 60;
const TAIL_LINES = 400;
const LINES_BEFORE_ERROR = 20;
const LINES_AFTER_ERROR = 60;
const LONGEST_LINE = 500;

/**
 * Passes everything on, and keeps the beginning, the surroundings of the first error, and the end: the memory it takes
 * does not grow with the log. `mask` hides secrets, of which a cut would leave half.
 */
export const recording = (voice: Voice, mask: (text: string) => string): RecordingVoice => {
  const keeper = createKeeper(mask);
  const recorded = (inner: Voice): Voice => ({
    ...inner,
    info(message) {
      keeper.keep(message);
      inner.info(message);
    },
    warn(message) {
      keeper.keep(`! ${message}`);
      inner.warn(message);
    },
    output(line) {
      keeper.keep(line);
      inner.output(line);
    },
    async step(name, work, done) {
      keeper.keep(`▸ ${name}`);
      return inner.step(name, work, done);
    },
    tagged: tag => recorded(inner.tagged(tag)),
  });
  return {...recorded(voice), transcript: keeper.transcript};
};

const createKeeper = (mask: (text: string) => string) => {
  const head: TranscriptLine[] = [];
  const around: TranscriptLine[] = [];
  const tail: TranscriptLine[] = [];
  let total = 0;
  let afterError = -1;
  return {
    keep(text: string): void {
      total += 1;
      const line = {number: total, text: cutMiddle(mask(oneLine(text.trimEnd())), LONGEST_LINE)};
      if (head.length < HEAD_LINES) head.push(line);
      tail.push(line);
      if (afterError < 0 && looksLikeError(line.text)) {
        afterError = LINES_AFTER_ERROR;
        around.push(...tail.slice(-LINES_BEFORE_ERROR - 1));
      } else if (afterError > 0) {
        afterError -= 1;
        around.push(line);
      }
      // In one go: taking the first away from an array moves all others.
      if (tail.length > 2 * TAIL_LINES) tail.splice(0, TAIL_LINES);
    },
    transcript(): Transcript {
      const lines = new Map(
        [...head, ...around, ...tail.slice(-TAIL_LINES)].map(line => [line.number, line]),
      );
      return {total, lines: [...lines.values()].sort((a, b) => a.number - b.number)};
    },
  };
};

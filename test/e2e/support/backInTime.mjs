/**
 * For `node --import`: a clock on the wall that somebody sets back by a day, at once or, where COUNTABLE_BACK_AFTER_MS says
 * so, in the middle, or several times. Only Date goes by it.
 */
import process from 'node:process';
import {performance} from 'node:perf_hooks';

const DAY_MS = 24 * 60 * 60_000;
const moments = (process.env['COUNTABLE_BACK_AFTER_MS'] ?? '0').split(',').map(Number);
const RealDate = Date;
const now = () => RealDate.now() - moments.filter(moment => performance.now() >= moment).length * DAY_MS;

globalThis.Date = class extends RealDate {
  constructor(...words) {
    super(...(words.length === 0 ? [now()] : words));
  }
  static now() {
    return now();
  }
};

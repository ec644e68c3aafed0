/**
 * For `node --import`: a clock on the wall that somebody sets back by a day, at once or, where COUNTABLE_BACK_AFTER_MS says
 * so, in the middle. Only Date goes by it.
 */
import process from 'node:process';
import {performance} from 'node:perf_hooks';

const DAY_MS = 24 * 60 * 60_000;
const after = Number(process.env['COUNTABLE_BACK_AFTER_MS'] ?? 0);
const RealDate = Date;
const now = () => RealDate.now() - (performance.now() >= after ? DAY_MS : 0);

globalThis.Date = class extends RealDate {
  constructor(...words) {
    super(...(words.length === 0 ? [now()] : words));
  }
  static now() {
    return now();
  }
};

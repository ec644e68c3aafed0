import type {Moment} from '../../compose/moment.ts';

/**
 * Seconds from the end of the last container that a service had to the first new one that was healthy, or had started where
 * nothing asks whether it is. Undefined where that is not known whole: then nothing is said.
 */
export const secondsAway = (
  service: string,
  moments: readonly Moment[],
  {isChecked}: {isChecked: boolean},
): number | undefined => {
  const its = moments.filter(one => one.service === service);
  const started = its.filter(({what}) => what === 'started');
  const isNew = ({container}: Moment) => started.some(one => one.container === container);
  const ended = its.filter(one => one.what === 'ended' && !isNew(one));
  const up = isChecked ? its.filter(one => one.what === 'healthy' && isNew(one)) : started;
  if (ended.length === 0 || up.length === 0) return undefined;
  const from = Math.max(...ended.map(({at}) => at.getTime()));
  const to = Math.min(...up.map(({at}) => at.getTime()));
  return Math.max(0, Math.round((to - from) / 100) / 10);
};

/** `web was away for 3.1 s; the last time it was 2.9 s` */
export const awayText = (service: string, seconds: number, before: number | undefined): string =>
  `${service} was away for ${seconds.toFixed(1)} s${before === undefined ? '' : `; the last time it was ${before.toFixed(1)} s`}`;

/** A clock whose pauses cost nothing but count. */
export const hastyClock = () => {
  let elapsed = 0;
  const waits: number[] = [];
  const wait = (milliseconds: number) => {
    elapsed += milliseconds;
    waits.push(milliseconds);
    return Promise.resolve();
  };
  return {now: () => new Date('2026-11-24T12:00:00Z'), elapsed: () => elapsed, wait, waits};
};

/** To ask a service at that address. */
export const optionsFor = (url: string, clock = hastyClock()) => ({
  service: 'Sentry',
  url,
  urlFrom: 'SENTRY_URL',
  tokenFrom: 'SENTRY_AUTH_TOKEN',
  headers: {},
  clock,
  signal: new AbortController().signal,
});

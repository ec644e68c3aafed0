/** What a timer can count: 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** A limit of minutes, as a timer can count it. */
export const millisecondsOf = (minutes: number): number => Math.min(minutes * 60_000, LONGEST_MS);

/** The work's result, or `late` where it does not come within so many milliseconds. The work itself goes on. */
export const within = async <T>(
  milliseconds: number,
  work: Promise<T>,
  late: Error = new Error(`it did not end within ${milliseconds / 1000} s`),
): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(late);
    }, milliseconds);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
};

export interface Deadline {
  signal: AbortSignal;
  /** Aborts it at once, for a reason of its own. */
  end(reason: Error): void;
  /** What was to be in time is done. */
  clear(): void;
}

/**
 * A signal that is aborted with the given one, and after so many milliseconds with `late`. Not by AbortSignal.any and
 * timeout: of these Node 22.13 forgets the latter as soon as it tidies its memory, and nothing ever ends.
 */
export const deadline = (signal: AbortSignal, milliseconds: number, late: () => Error): Deadline => {
  const controller = new AbortController();
  const follow = (): void => {
    controller.abort(signal.reason);
  };
  const timer = setTimeout(() => {
    controller.abort(late());
  }, milliseconds);
  if (signal.aborted) follow();
  signal.addEventListener('abort', follow, {once: true});
  return {
    signal: controller.signal,
    end(reason) {
      controller.abort(reason);
    },
    clear() {
      clearTimeout(timer);
      signal.removeEventListener('abort', follow);
    },
  };
};

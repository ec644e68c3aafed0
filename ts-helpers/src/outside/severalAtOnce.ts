/** Does the same with each, so many at once, and gives what came of them in their order. The first failure ends it. */
export const severalAtOnce = async <T, R>(
  all: readonly T[],
  most: number,
  work: (one: T) => Promise<R>,
): Promise<R[]> => {
  const found: R[] = [];
  let next = 0;
  let isOver = false;
  const go = async (): Promise<void> => {
    while (next < all.length && !isOver) {
      const index = next++;
      found[index] = await work(all[index] as T);
    }
  };
  try {
    await Promise.all(Array.from({length: Math.min(most, all.length)}, go));
  } finally {
    isOver = true;
  }
  return found;
};

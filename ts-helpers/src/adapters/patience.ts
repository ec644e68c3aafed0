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

/**
 * Rejects with what is thrown where nobody waits for it, and where nothing is left that could end what is waited for: a
 * verb ends by it, and leaves its result all the same.
 */
export const unforeseen = (): Promise<never> => {
  const rejection = new Promise<never>((_, reject) => {
    process.on('uncaughtException', reject);
    process.once('beforeExit', () => {
      reject(new Error('Nothing is left to wait for, and yet it has not come to its end.'));
    });
  });
  rejection.catch(() => undefined);
  return rejection;
};

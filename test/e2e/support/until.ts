import {setTimeout as pause} from 'node:timers/promises';

/** Tries again, for two minutes, what fails for as long as something comes up. */
export const until = async (work: () => unknown): Promise<void> => {
  for (let attempt = 1; ; attempt += 1)
    try {
      await work();
      return;
    } catch (error) {
      if (attempt === 240) throw error;
      await pause(500);
    }
};

import process from 'node:process';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';

const OFTEN_MS = 20;

/** The most bytes in buffers that were held at a time while it was at work: what nobody holds any more does not count. */
export const mostHeld = async (work: () => Promise<unknown>): Promise<number> => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const held = (): number => {
    collect();
    return process.memoryUsage().arrayBuffers;
  };
  const before = held();
  let most = 0;
  const look = (): void => {
    most = Math.max(most, held() - before);
  };
  const timer = setInterval(look, OFTEN_MS);
  try {
    await work();
    look();
  } finally {
    clearInterval(timer);
  }
  return most;
};

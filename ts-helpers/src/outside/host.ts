import {statfs} from 'node:fs/promises';
import {availableParallelism, freemem, hostname, loadavg, totalmem} from 'node:os';
import type {HostState} from '../result/result.ts';
import {within} from './patience.ts';

/** The machine we run on. */
export interface Host {
  /** How full and how busy it is; the disk is the one with this folder. */
  state(folder: string): Promise<HostState>;
}

/** A disk that hangs does not answer. */
const DISK_MS = 5_000;

export const createHost = (): Host => ({
  async state(folder) {
    const {bsize, bavail, blocks} = await within(DISK_MS, statfs(folder));
    const [one = 0, five = 0, fifteen = 0] = loadavg();
    return {
      name: hostname(),
      disk: {path: folder, free: bavail * bsize, total: blocks * bsize},
      memory: {free: freemem(), total: totalmem()},
      load: [one, five, fifteen],
      processors: availableParallelism(),
    };
  },
});

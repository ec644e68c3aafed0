/** For `node --import`: once the socket of DOCKER_HOST is gone, a second takes no longer than a hundredth. Limits go by timers, and stay. */
import {existsSync} from 'node:fs';
import {performance} from 'node:perf_hooks';
import process from 'node:process';

const socket = (process.env.DOCKER_HOST ?? '').replace('unix://', '');
const real = performance.now.bind(performance);
let goneAt;

Object.defineProperty(performance, 'now', {
  value() {
    const now = real();
    if (goneAt === undefined && !existsSync(socket)) goneAt = now;
    return goneAt === undefined ? now : now + (now - goneAt) * 100;
  },
});

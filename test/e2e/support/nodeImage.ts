import {execFileSync} from 'node:child_process';
import {docker} from './projects.ts';

const IMAGE = 'node:24-slim';

/** Node that is kept up, as the skeletons have it: where no registry gives it, Node itself out of npm is put into an older image. */
export const nodeImage = (): void => {
  if (isThere(() => docker('image', 'inspect', IMAGE)) || isThere(() => docker('pull', IMAGE))) return;
  execFileSync('docker', ['build', '--tag', IMAGE, '-'], {
    input: DOCKERFILE,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
};

const isThere = (ask: () => unknown): boolean => {
  try {
    ask();
    return true;
  } catch {
    return false;
  }
};

const DOCKERFILE = `FROM node:20-slim
RUN mkdir /tmp/n && cd /tmp/n && npm install --no-audit --no-fund node@24 && cp -L node_modules/node/bin/node /tmp/node && \\
  rm "$(command -v node)" && mv /tmp/node /usr/local/bin/node && rm -r /tmp/n && node --version
`;

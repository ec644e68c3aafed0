import type {Program} from './program.ts';

/** An nginx with this configuration; `reloads` is called as it loads it once more. */
export const nginxProgram = (
  configuration: string,
  {reloads = () => undefined, refuses}: {reloads?: () => void; refuses?: () => string | undefined} = {},
): Program => {
  let worker = 7;
  const tested = () => {
    const complaint = refuses?.();
    return complaint === undefined ? {} : {exits: 1, complains: [complaint]};
  };
  return {
    runs: ['1 nginx: master process nginx -g daemon off;', `${worker} nginx: worker process`],
    commands: {
      get 'nginx -T'() {
        return {prints: [configuration], ...tested()};
      },
      get 'nginx -t'() {
        return tested();
      },
      'nginx -s reload': {
        runs: ([master = '']) => {
          reloads();
          return [master, `${(worker += 1)} nginx: worker process`];
        },
      },
    },
  };
};

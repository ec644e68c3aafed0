import type {Rule, Seen} from '../rule.ts';
import {isOfWatching} from '../watching.ts';

export const fileWatchers: Rule = {
  name: 'file-watchers',
  whose: 'machine',
  patterns: [
    /\b(?<watches>ENOSPC): System limit for number of file watchers reached/,
    /(?<watches>[Nn]o space left on device)/,
    /[Tt]oo many open files/,
    /inotify watch (?<watches>limit) reached/,
    /configured user limit \(\d+\) on the number of inotify (?:(?<watches>watches)|instances) has been reached/,
    /(?<watches>inotify resources exhausted)/,
  ],
  takes: (_, line) => isOfWatching(line),
  sentence: ({error, service}) =>
    `${service === undefined ? 'A program' : `The service ${service}`} may watch no more files for changes: the limit of ${machine(error)} for the user it runs as is reached. Its disk is not full.`,
  remedy: ({groups: {watches}}) => {
    const limit =
      watches === undefined ? 'fs.inotify.max_user_instances=1024' : 'fs.inotify.max_user_watches=524288';
    return `Raise it on that machine: \`echo ${limit} | sudo tee /etc/sysctl.d/60-inotify.conf && sudo sysctl --system\`. Or watch no files in tests and deploys: \`--reload\`, nodemon and development servers do.`;
  },
};

const machine = ({evidence: {host}}: Seen['error']): string => host?.name ?? 'the machine';

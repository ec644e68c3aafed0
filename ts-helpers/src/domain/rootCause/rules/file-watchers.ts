import type {Rule} from '../rule.ts';

export const fileWatchers: Rule = {
  name: 'file-watchers',
  whose: 'machine',
  patterns: [
    /ENOSPC: System limit for number of file watchers reached/,
    /inotify (?:watch|instance) limit reached/,
  ],
  sentence: 'The machine lets programs watch no more files.',
  remedy:
    'Raise it on that machine: echo fs.inotify.max_user_watches=524288 | sudo tee /etc/sysctl.d/99-watches.conf && sudo sysctl --system',
};

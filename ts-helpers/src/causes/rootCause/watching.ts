/** Whether a line is of watching files: the kernel says of its limits what it says of disks and of open files. */
export const isOfWatching = (line: string): boolean =>
  /inotify|\bfile watchers reached\b|\btoo many open files, watch\b/i.test(line);

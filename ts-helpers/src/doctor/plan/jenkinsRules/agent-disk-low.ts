import {sizeInWords} from '../../../text/bytes.ts';
import type {JenkinsFacts} from '../jenkinsFacts.ts';
import type {Rule} from '../rule.ts';

const GIGABYTE = 1e9;

export const agentDiskLow: Rule<JenkinsFacts> = {
  code: 'agent-disk-low',
  severity: 'error',
  title: 'The disk of an agent is nearly full',
  why: 'Builds find what `disk: {free}` says or end with `DISK_LOW`. This is the disk with its workspaces, as the controller measures it; that of Docker, where it is another, is seen by `countable doctor agent` there.',
  mend: "See what takes it, on that agent: `countable disk` frees what is a project's own.",
  find: ({agents, wanted}) =>
    agents.flatMap(({name, isOffline, disk}) =>
      isOffline || disk === undefined || disk.bytes >= wanted * GIGABYTE
        ? []
        : [{file: name, message: `${name} has ${sizeInWords(disk.bytes)} left at ${disk.place}.`}],
    ),
};

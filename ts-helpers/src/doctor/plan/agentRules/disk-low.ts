import {littleInWords, warnOfLittle} from '../../../project/diskSpace.ts';
import type {AgentFacts} from '../agentFacts.ts';
import type {Finding, Rule} from '../rule.ts';

export const diskLow: Rule<AgentFacts> = {
  code: 'disk-low',
  severity: 'error',
  title: 'The disk of Docker is nearly full',
  why: 'Builds find what `disk: {free}` says or end with `DISK_LOW`; a database whose disk is full stops. With less than twice that, it is a warning.',
  mend: "See what takes it, and free what is a project's own: `countable disk`, in its clone.",
  find({room}) {
    const place = room.disks[0]?.place ?? 'docker';
    const near = warnOfLittle({...room, reliefs: undefined});
    return [
      ...littleInWords(room).map((message): Finding => ({file: place, message})),
      ...near.map(({message}): Finding => ({file: place, message, severity: 'warning'})),
    ];
  },
};

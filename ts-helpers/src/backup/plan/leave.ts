import {UserError} from '../../errors/userError.ts';
import {suggestion} from '../../text/suggestion.ts';
import {unnamedNames} from './anonymous.ts';
import type {BackupFacts} from './facts.ts';
import {bare} from './files.ts';
import {mountsOf} from './mounts.ts';

/** A name in `backup: {leave}` that nothing has. */
export interface LeaveUnknown {
  name: string;
  /** What is probably meant. */
  near?: string;
}

export const unknownInLeave = (facts: BackupFacts): LeaveUnknown[] => {
  const names = [...new Set(namesIn(facts))];
  const known = new Set(names.map(bare));
  return facts.settings.leave
    .filter(one => !known.has(bare(one)))
    .map(name => {
      const near = suggestion(name, names);
      return {name, ...(near !== undefined && {near})};
    });
};

/** All that `leave` may call something: services, volumes, folders, volumes without a name, variables that lead to databases. */
const namesIn = (facts: BackupFacts): string[] => {
  const {model, containers, databases, envFile} = facts;
  return [
    ...Object.keys(model.services),
    ...containers.map(({service}) => service),
    ...mountsOf(facts).flatMap(({name, source}) => [name, source]),
    ...Object.keys(model.volumes ?? {}),
    ...unnamedNames(facts),
    ...Object.values(model.services).flatMap(({environment}) => Object.keys(environment ?? {})),
    ...Object.keys(envFile),
    ...databases.map(one => ('url' in one ? one.url : one.host)),
  ];
};

export const leaveWarning = (unknown: readonly LeaveUnknown[]): UserError | undefined => {
  const [first] = unknown;
  if (first === undefined) return undefined;
  const near = unknown.flatMap(one => (one.near === undefined ? [] : [one.near]));
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`;
  return new UserError(
    'LEAVE_UNKNOWN',
    `\`backup: {leave}\` names what is not here: ${unknown.map(({name}) => name).join(', ')}.${meant}`,
    {where: 'backup: {leave}'},
  );
};

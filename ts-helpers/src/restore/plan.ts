import type {Verdict} from '../archive/inventory.ts';
import {UserError} from '../errors/userError.ts';
import {type LeftAlone, planDatabases} from './plan/databases.ts';
import {isOpen, leftOfDump, warningsOfDump} from './plan/dump.ts';
import {planFolders} from './plan/folders.ts';
import {isOfDump, isOfMoment, type RestoreFacts, type RestoreSource} from './plan/facts.ts';
import {leftOfMoment, refuseOtherMajor, sinceThen} from './plan/moment.ts';
import {refuseWithoutRoom, type Room, roomOf} from './plan/room.ts';
import {stepsOf} from './plan/steps.ts';
import type {RestoreStep, Swap} from './plan/swap.ts';
import {usersOf} from './plan/users.ts';
import {planWhole, type ServerFolder} from './plan/whole.ts';

export {
  type AnyFacts,
  areOfDump,
  areOfMoment,
  type ArchiveFacts,
  type ArchiveSource,
  type DumpFacts,
  type DumpSource,
  type FoundServer,
  type HeldServer,
  isOfDump,
  isOfMoment,
  type LiveData,
  type LiveFiles,
  type LiveServer,
  type MomentFacts,
  type MomentServer,
  type MomentSource,
  type RestoreFacts,
  type RestoreSource,
} from './plan/facts.ts';
export {clonesOf} from './plan/clone.ts';
export {dumpName, heldInDump, intoWhich, NOT_COMPARED, ownRoles} from './plan/dump.ts';
export {heldAt} from './plan/moment.ts';
export {provenServers} from './plan/proven.ts';
export {
  type FolderSwap,
  isOfPlaces,
  type PlaceStep,
  type RestoreStep,
  type ServerSwap,
  type Stopped,
  type Swap,
} from './plan/swap.ts';
export {namesBefore, planPrune, type PrunePlan} from './plan/prune.ts';
export {planUndo, reversed, type UndoPlan} from './plan/undo.ts';
export {chooseUndone, isAny, timesOf} from './plan/undoChoice.ts';
export {isOfServer, type ServerFolder} from './plan/whole.ts';

export interface RestorePlan extends Swap {
  project: string;
  environment: string;
  stamp: string;
  source: RestoreSource;
  /** What is in the archive and left alone, and why. */
  leftAlone: readonly LeftAlone[];
  warnings: readonly string[];
  /** What a restore to a moment takes. */
  room?: Room;
  steps: readonly RestoreStep[];
}

/** Throws RESTORE_NOWHERE, NO_RESTORE_FOR, PITR_VERSION and DISK_LOW. */
export const planRestore = (facts: RestoreFacts): RestorePlan => {
  const {project, environment, source} = facts;
  refuseOtherMajor(facts);
  const databases = planDatabases(facts);
  const whole = planWhole(facts);
  const files = planFolders(facts);
  const folders = [...whole.swaps, ...files.swaps];
  if (databases.servers.length === 0 && folders.length === 0 && !isOpen(source)) throw nowhere(facts);
  refuseWithoutRoom(facts, [...databases.servers, ...whole.swaps.map(loadsOf)]);
  const swap = {servers: databases.servers, folders};
  const stops = usersOf(swap, facts);
  return {
    project,
    environment,
    stamp: databases.stamp,
    source,
    ...swap,
    stops,
    leftAlone: [
      ...databases.leftAlone,
      ...whole.leftAlone,
      ...files.leftAlone,
      ...leftOfMoment(facts),
      ...leftOfDump(facts),
    ],
    warnings: [...databases.warnings, ...whole.warnings, ...warningsOf(facts), ...sinceThen(facts)],
    ...(isOfMoment(source) && {room: roomOf(facts, swap.servers)}),
    steps: stepsOf({...swap, stops}, facts),
  };
};

const nowhere = ({source, composeProject, manifest, only}: RestoreFacts): UserError => {
  if (only === undefined)
    return new UserError('RESTORE_NOWHERE', `Nothing of ${source.key} has a place in ${composeProject}.`, {
      where: composeProject,
    });
  const all = [
    ...manifest.servers.map(({service}) => service),
    ...manifest.files.flatMap(({services}) => services),
  ];
  return new UserError('RESTORE_NOWHERE', `${source.key} has no data of a service called ${only}.`, {
    where: '--service',
    remedy: `It has data of ${[...new Set(all)].join(', ')}: name one of them, or leave --service out.`,
  });
};

const loadsOf = ({server: {service, databases}}: ServerFolder) => ({
  service,
  loads: databases.map(name => ({name})),
});

const unproven = (verdict: Verdict): string[] => {
  if (verdict === 'proven') return [];
  if (verdict === 'failed')
    return [
      'The proof of this backup failed: countable evidence says why. It may still be what you look for.',
    ];
  return [`This backup is ${verdict}: nobody has seen it restored.`];
};

const warningsOf = ({source, manifest}: RestoreFacts): string[] => {
  if (isOfDump(source)) return warningsOfDump({source, manifest});
  if (isOfMoment(source)) return [];
  const {verdict, isMisdated, at} = source;
  return [
    ...unproven(verdict),
    ...(isMisdated
      ? [`This backup is named after a time that cannot be right: S3 has it since ${at.toISOString()}.`]
      : []),
  ];
};

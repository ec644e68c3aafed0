import {type DatabaseManifest, type Manifest, rowsIn, type ServerManifest} from '../../archive/manifest.ts';
import type {PointProof} from '../../archive/evidence.ts';
import {readDump} from '../../engines/dumped.ts';
import {engineFor} from '../../engines/engines.ts';
import {largeOf} from '../../engines/large.ts';
import {CommandFailed, type ErrorCode, isStop, UserError} from '../../errors/userError.ts';
import type {Compressing} from '../../outside/compressing.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Clock} from '../../outside/clock.ts';
import {type KeptNeeds, readKept} from '../../pitr/kept.ts';
import {restoreMoment, type Restored, type RestoreNeeds, type RestoreOrder} from '../../pitr/restore.ts';
import {NotProven} from '../failed.ts';
import type {Voice} from '../../run/voice.ts';
import {withinSentence} from '../../text/sentences.ts';

export interface MomentNeeds extends RestoreNeeds, KeptNeeds {
  docker: RestoreNeeds['docker'] & KeptNeeds['docker'] & Pick<Docker, 'removeThrowAway'>;
  store: RestoreNeeds['store'] & KeptNeeds['store'];
  clock: RestoreNeeds['clock'] & Pick<Clock, 'now'>;
  compressing: Compressing;
  voice: Pick<Voice, 'step'>;
}

export interface MomentOrder {
  project: string;
  /** Tells what there was the last time that all was dumped. */
  manifest: Manifest;
  label: string;
  /** Default: the last. */
  moment: Date | undefined;
}

/**
 * Each server whose every moment is kept, brought back and read whole. What shows that it cannot be is no error here; a moment that
 * is asked for, and is not kept of one of them, is, before anything is restored (BACKUP_MISSING, PITR_GAP).
 */
export const proveMoments = async (
  {project, manifest, label, moment}: MomentOrder,
  needs: MomentNeeds,
): Promise<PointProof[]> => {
  const {docker, voice} = needs;
  const proofs: PointProof[] = [];
  await docker.removeThrowAway(label);
  const orders = await ordersOf({project, manifest, label, moment}, needs);
  for (const one of orders) {
    const when = moment === undefined ? 'its last moment' : moment.toISOString();
    try {
      proofs.push(
        await toldAsBack(`Bring ${one.service} back to ${when}`, () => proveOne(one, needs), voice),
      );
    } finally {
      await docker.removeThrowAway(label);
    }
  }
  return proofs;
};

/** What was not brought back is no error here, and nothing that is done either. */
const toldAsBack = async (
  name: string,
  work: () => Promise<PointProof>,
  voice: MomentNeeds['voice'],
): Promise<PointProof> => {
  const proofs: PointProof[] = [];
  try {
    await voice.step(name, async () => {
      const proof = await work();
      proofs.push(proof);
      if (proof.differences.length > 0) throw new NotProven(proof.differences);
    });
  } catch (error) {
    if (proofs.length === 0) throw error;
  }
  return proofs[0] as PointProof;
};

type OneOrder = Omit<RestoreOrder, 'from'> & {
  stored: ServerManifest;
  from?: RestoreOrder['from'] | undefined;
};

/** With what each begins at, and the timeline that was used then. */
const ordersOf = async (
  {project, manifest, label, moment}: MomentOrder,
  needs: MomentNeeds,
): Promise<OneOrder[]> => {
  const orders: OneOrder[] = [];
  for (const one of manifest.pitr ?? []) {
    const stored = manifest.servers.find(({service}) => service === one.service);
    if (stored === undefined) continue;
    const {image, owner} = stored;
    const imageId = await hereOf(stored.imageId, image, needs);
    const order = {...one, project, stored, label, moment, image, imageId, owner};
    const from = moment && (await fromOf({...order, moment}, needs));
    orders.push({...order, from});
  }
  return orders;
};

const fromOf = async (
  order: RestoreOrder & {moment: Date},
  needs: MomentNeeds,
): Promise<RestoreOrder['from']> => {
  const {base, timeline} = await needs.voice.step(`See how ${order.service} was at that moment is kept`, () =>
    readKept({...order, now: needs.clock.now()}, needs),
  );
  return {label: base.label, timeline};
};

const proveOne = async ({from, ...order}: OneOrder, needs: MomentNeeds): Promise<PointProof> => {
  const {service, stored, moment} = order;
  const until = moment && {until: moment.toISOString()};
  try {
    const restored = await restoreMoment({...order, ...(from && {from})}, needs);
    const {reached, restoreMs} = restored;
    const read = await readWhole(stored, restored, needs);
    // What was dropped until some other moment is told, and no difference.
    const differences = moment === undefined ? read.differences : [];
    return {service, ...until, ...(reached !== undefined && {reached}), restoreMs, ...read, differences};
  } catch (error) {
    if (isStop(error)) throw error;
    // Of a moment that is asked for, and is not kept, whoever asks is told.
    if (error instanceof UserError && NOT_KEPT.includes(error.code) && moment !== undefined) throw error;
    if (!(error instanceof UserError) && !(error instanceof CommandFailed)) throw error;
    const said = error instanceof CommandFailed ? (error.tail.at(-1) ?? error.message) : error.message;
    return {
      service,
      ...until,
      restoreMs: 0,
      differences: [`${service}: ${withinSentence(said)}`],
      databases: [],
    };
  }
};

const NOT_KEPT: readonly ErrorCode[] = ['BACKUP_MISSING', 'PITR_GAP'];

const hereOf = async (id: string, name: string, {docker}: MomentNeeds): Promise<string> => {
  const here = await docker.imageIds([id, name]);
  return here.get(id) ?? here.get(name) ?? id;
};

/** Roles, databases and tables that the nightly backup has must be there; rows may be others, and every one has to be read. */
const readWhole = async (
  stored: ServerManifest,
  {inside}: Restored,
  {compressing}: MomentNeeds,
): Promise<Pick<PointProof, 'differences' | 'databases'>> => {
  const engine = engineFor(stored.kind);
  const look = await engine.look(inside);
  const large = await largeOf(inside, compressing);
  const databases: PointProof['databases'] = [];
  const lost = (stored.roles?.names ?? []).filter(name => !look.roles.includes(name));
  const differences = lost.map(name => `the role ${name} of ${stored.service} is missing`);
  for (const {name} of look.databases) {
    const {tables} = await readDump({engine, large}, engine.dump(name, look));
    databases.push({name, tables: Object.keys(tables).length, rows: rowsIn(tables)});
    const before = stored.databases.find(one => one.name === name);
    differences.push(...lostTables(before, tables));
  }
  const gone = stored.databases.filter(({name}) => !look.databases.some(one => one.name === name));
  return {
    differences: [...differences, ...gone.map(({name}) => `the database ${name} is missing`)],
    databases,
  };
};

const lostTables = (
  before: DatabaseManifest | undefined,
  tables: Readonly<Record<string, unknown>>,
): string[] =>
  Object.keys(before?.tables ?? {})
    .filter(name => !(name in tables))
    .map(name => `${before?.name}: ${name} is missing`);

import {engineKindOf} from '../../archive/content.ts';
import type {Evidence} from '../../archive/evidence.ts';
import type {Dump} from '../../dumps/open.ts';
import {type ErrorCode, UserError} from '../../errors/userError.ts';
import type {Docker} from '../../outside/docker.ts';
import type {NamedPipes, OpeningPipes} from '../../outside/namedPipes.ts';
import {hashed} from '../../outside/hashing.ts';
import type {ObjectStore} from '../../outside/s3.ts';
import type {Voice} from '../../run/voice.ts';
import {
  countedOf,
  type DumpPlace,
  type Filled,
  type FillNeeds,
  fillServers,
  heldAside,
  whyEmpty,
} from '../emptyServers.ts';
import {NotProven} from '../failed.ts';
import {type OlderPlan, remedyFor} from '../plan/older.ts';

export interface OlderProofNeeds extends Omit<FillNeeds, 'docker' | 'voice'> {
  docker: FillNeeds['docker'] & Pick<Docker, 'removeThrowAway'>;
  namedPipes: OpeningPipes;
  voice: Pick<Voice, 'step' | 'info'>;
}

/** What the proof came to, as far as it came. */
export interface OlderProof {
  differences: string[];
  log: readonly string[];
  layers: readonly string[];
  servers: Evidence['servers'];
  usersMade: string[];
  sha256: string;
  restoreMs: number;
}

export interface OlderProving {
  plan: OlderPlan;
  /** Of its containers. */
  name: string;
  label: string;
  store: Pick<ObjectStore, 'read'>;
}

/** Restores it, counts, and removes everything again. What shows that it is no good is no error here. */
export const proveOlder = async (proving: OlderProving, needs: OlderProofNeeds): Promise<OlderProof> => {
  const {label} = proving;
  const {docker, clock} = needs;
  const proof: OlderProof = {
    ...{differences: [], log: [], layers: [], servers: [], usersMade: [], sha256: '', restoreMs: 0},
  };
  // One that was killed left it.
  await docker.removeThrowAway(label);
  const pipes = await needs.namedPipes.open();
  try {
    const running: Filled['running'] = new Map();
    const begun = clock.elapsed();
    await needs.voice.step('Download and restore it', () =>
      restoreAll({...proving, pipes}, {proof, running}, needs),
    );
    proof.restoreMs = Math.round(clock.elapsed() - begun);
    await needs.voice.step('Count what it holds', () => countAll(proof, running));
  } catch (error) {
    const shown = notProven(error);
    if (shown === undefined) throw error;
    proof.differences.push(...shown.differences);
    proof.log = shown.log;
  } finally {
    await docker.removeThrowAway(label);
    await pipes?.remove();
  }
  return proof;
};

const restoreAll = async (
  {plan, store, name, label, pipes}: OlderProving & {pipes: NamedPipes | undefined},
  {proof, running}: {proof: OlderProof; running: Filled['running']},
  needs: OlderProofNeeds,
): Promise<void> => {
  const object = hashed(store.read(plan.key));
  const filled: Filled = {layers: [], usersMade: proof.usersMade, running};
  const placeOf = (dump: Dump) => placeIn(plan, dump);
  const {size} = plan;
  try {
    await fillServers(object, {filling: {name, label, pipes, size, placeOf}, filled}, needs);
  } finally {
    proof.layers = filled.layers;
    // Of a part of it there is none to tell.
    if (object.stream.readableEnded) proof.sha256 = object.sha256();
  }
};

const placeIn = ({into, not, key, project}: OlderPlan, {content, layers}: Dump): DumpPlace => {
  const kind = engineKindOf(content);
  const place = into[kind];
  if (place !== undefined) return {...place, database: project};
  throw new UserError(
    'PROOF_IMPOSSIBLE',
    `It is ${layers.at(-1)}, and nothing tells which server that is for: ${not[kind]}.`,
    {where: key, remedy: remedyFor(project)},
  );
};

/** Throws NotProven where it holds nothing. */
const countAll = async (proof: OlderProof, running: Filled['running']): Promise<void> => {
  proof.servers.push(...(await heldAside({running})).map(countedOf));
  const why = whyEmpty(proof.servers);
  if (why !== undefined) throw new NotProven([why]);
};

const OF_THE_DUMP: readonly ErrorCode[] = ['DUMP_EMPTY', 'DUMP_UNKNOWN', 'DUMP_BROKEN', 'DUMP_REFUSED'];

/** Undefined for what tells nothing of the archive. */
const notProven = (error: unknown): NotProven | undefined => {
  if (error instanceof NotProven) return error;
  if (!(error instanceof UserError) || !OF_THE_DUMP.includes(error.code)) return undefined;
  return new NotProven([`${error.code}: ${error.message}`], error.evidence.log?.lines ?? [], error);
};

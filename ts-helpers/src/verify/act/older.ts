import {engineKindOf} from '../../archive/content.ts';
import type {Evidence} from '../../archive/evidence.ts';
import {rowsIn} from '../../archive/manifest.ts';
import {addedTo, type Holds, whatHolds} from '../../dumps/holds.ts';
import {type Dump, openDumps, type OpenNeeds} from '../../dumps/open.ts';
import {restoreDump} from '../../dumps/restore.ts';
import {CommandFailed, type ErrorCode, UserError} from '../../errors/userError.ts';
import type {Docker} from '../../outside/docker.ts';
import type {NamedPipes, OpeningPipes} from '../../outside/namedPipes.ts';
import {hashed} from '../../outside/hashing.ts';
import type {ObjectStore} from '../../outside/s3.ts';
import type {Voice} from '../../run/voice.ts';
import {type OlderPlan, remedyFor} from '../plan/older.ts';
import {NotProven} from '../failed.ts';
import {type ProofServer, type ServerNeeds, startServer} from './server.ts';
import {tellingTenths} from './telling.ts';

export interface OlderProofNeeds extends Omit<ServerNeeds, 'docker'>, OpenNeeds {
  docker: ServerNeeds['docker'] & Pick<Docker, 'removeThrowAway'>;
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

interface Running {
  server: ProofServer;
  before: Holds;
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
    const running = new Map<string, Running>();
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
  proving: OlderProving & {pipes: NamedPipes | undefined},
  {proof, running}: {proof: OlderProof; running: Map<string, Running>},
  needs: OlderProofNeeds,
): Promise<void> => {
  const {plan, store} = proving;
  const object = hashed(store.read(plan.key));
  const take = async (dump: Dump): Promise<void> => {
    proof.layers = dump.layers;
    needs.voice.info(`It is: ${dump.layers.join(', ')}`);
    const {server} = await serverFor(dump, {proving, running}, needs);
    const body = tellingTenths(dump.body, {size: plan.size, read: object.size, tell: needs.voice.info});
    const target = {...server, pipes: needs.pipes};
    const made = await restoreDump({...dump, body}, plan.project, target).catch(async (error: unknown) => {
      throw await blamed(error, server);
    });
    proof.usersMade.push(...made);
  };
  try {
    await openDumps(object.stream, take, needs);
  } finally {
    // Of a part of it there is none to tell.
    if (object.stream.readableEnded) proof.sha256 = object.sha256();
  }
};

/** Of a server that went down, or a machine that has nothing left, what was refused tells nothing. */
const blamed = async (error: unknown, {blame}: ProofServer): Promise<unknown> => {
  if (!(error instanceof UserError)) return error;
  const failed = error.cause instanceof CommandFailed ? error.cause : complaintIn(error);
  if (failed === undefined) return error;
  const told = await blame(error.message, failed);
  return told instanceof NotProven ? error : told;
};

/** Of a tool that complained, and ended well. */
const complaintIn = ({code, evidence: {log}}: UserError): CommandFailed | undefined =>
  code === 'DUMP_REFUSED' && log !== undefined
    ? new CommandFailed({program: 'docker', args: [], exitCode: 0, tail: log.lines})
    : undefined;

const serverFor = async (
  {content, layers}: Dump,
  {
    proving: {plan, name, label, pipes},
    running,
  }: {proving: OlderProving & {pipes: NamedPipes | undefined}; running: Map<string, Running>},
  needs: OlderProofNeeds,
): Promise<Running> => {
  const kind = engineKindOf(content);
  const there = running.get(kind);
  if (there !== undefined) return there;
  const into = plan.into[kind];
  if (into === undefined)
    throw new UserError(
      'PROOF_IMPOSSIBLE',
      `It is ${layers.at(-1)}, and nothing tells which server that is for: ${plan.not[kind]}.`,
      {where: plan.key, remedy: remedyFor(plan.project)},
    );
  // A user that no dump makes: it is there before.
  const stored = {...into, kind, version: '', owner: OWNER, databases: []};
  const server = await startServer(stored, {name, label, network: undefined, pipes}, needs);
  const started = {server, before: await whatHolds(server)};
  running.set(kind, started);
  return started;
};

const OWNER = 'countable_proof';

/** Throws NotProven where it holds nothing. */
const countAll = async (proof: OlderProof, running: ReadonlyMap<string, Running>): Promise<void> => {
  for (const {server, before} of running.values()) {
    const after = await counting(server);
    const databases = addedTo(before, after)
      .map(([name, {tables}]) => {
        const rowsByTable = Object.fromEntries(
          Object.entries(tables).map(([table, {rows}]) => [table, rows]),
        );
        return {name, tables: Object.keys(tables).length, rows: rowsIn(tables), rowsByTable};
      })
      .filter(({tables}) => tables > 0);
    const {service, kind, image} = server.stored;
    proof.servers.push({
      service,
      kind,
      image,
      imageId: server.imageId,
      version: after.look.version,
      databases,
    });
  }
  const all = proof.servers.flatMap(({databases}) => databases);
  if (all.length === 0) throw new NotProven(['it was restored, and there is no table in it']);
  if (all.every(({rows}) => rows === 0))
    throw new NotProven(['it was restored, and there is no row in any of its tables']);
};

const counting = async (server: ProofServer): Promise<Holds> => {
  try {
    return await whatHolds(server);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    throw await server.blame('what was restored cannot be read', error);
  }
};

const OF_THE_DUMP: readonly ErrorCode[] = ['DUMP_EMPTY', 'DUMP_UNKNOWN', 'DUMP_BROKEN', 'DUMP_REFUSED'];

/** Undefined for what tells nothing of the archive. */
const notProven = (error: unknown): NotProven | undefined => {
  if (error instanceof NotProven) return error;
  if (!(error instanceof UserError) || !OF_THE_DUMP.includes(error.code)) return undefined;
  return new NotProven([`${error.code}: ${error.message}`], error.evidence.log?.lines ?? [], error);
};

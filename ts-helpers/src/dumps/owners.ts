import type {Engine} from '../engines/engine.ts';
import {ask, type Inside} from '../engines/inside.ts';
import type {Dump} from './open.ts';
import {actingAs, createUser, ofOneself, owning, rightless} from './statements.ts';

/** Who a throw-away server is set up as: a user that no dump makes. */
export const PROVER = 'countable_proof';

interface Restoring {
  dump: Pick<Dump, 'content'>;
  target: {engine: Engine; inside: Inside};
}

/**
 * While somebody else restores: what a dump says of no owner becomes that one's. A dump of a whole server of PostgreSQL makes its
 * roles itself, and each thing has an owner.
 */
export const asOwner = async <T>(
  owner: string | undefined,
  {dump, target: {engine, inside}}: Restoring,
  work: () => Promise<T>,
): Promise<T> => {
  if (owner === undefined || engine.kind !== 'postgres' || isOfWholeServer(dump)) return work();
  const {roles} = await engine.look(inside);
  if (!roles.includes(owner)) await ask(inside, createUser(engine, owner));
  await ask(inside, actingAs(engine, PROVER, owner));
  try {
    return await work();
  } finally {
    await ask(inside, ofOneself(engine, PROVER));
  }
};

const isOfWholeServer = ({content}: Pick<Dump, 'content'>): boolean =>
  content.is === 'sql' && content.end?.includes('cluster') === true;

/** Nothing is the prover's afterwards, and who was only spoken of has no rights of which nothing is known. */
export const handOver = async (
  {owner, databases, usersMade}: {owner: string; databases: readonly string[]; usersMade: readonly string[]},
  {engine, inside}: Restoring['target'],
): Promise<void> => {
  if (engine.kind !== 'postgres') return;
  const {roles} = await engine.look(inside);
  if (!roles.includes(owner)) await ask(inside, createUser(engine, owner));
  for (const name of databases) await ask(inside, owning(engine, {database: name, from: PROVER, to: owner}));
  for (const name of usersMade) await ask(inside, rightless(engine, name));
};

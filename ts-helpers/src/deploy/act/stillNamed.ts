import path from 'node:path';
import type {ComposeModel} from '../../compose/model.ts';
import {inTheWay, isAlive, orphansOf} from '../plan/leaving.ts';
import type {DeployStep} from '../plan/step.ts';
import {isRead, linesNaming, variablesNaming} from '../plan/stillNamed.ts';
import type {Evidence} from '../../result/result.ts';
import type {Tree} from '../../history/tree.ts';
import {UserError} from '../../errors/userError.ts';
import type {Files} from '../../outside/files.ts';
import type {Gathered} from '../gather.ts';

const MOST_FILES = 2_000;
const MOST_BYTES = 200_000;
const MOST_PLACES = 3;

/** Adds to a failure where services that this deploy has stopped, because no file has them any more, are still asked for. */
export const namingWhatIsGone = async <T>(
  {facts, tree, step}: Pick<Gathered, 'facts' | 'tree'> & {step(): DeployStep['id'] | undefined},
  files: Pick<Files, 'readSmall'>,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const services = goneBy(step(), facts);
    if (error instanceof UserError && services.length > 0)
      error.evidence.removed = await removedAmong(services, {tree, model: facts.model}, files);
    throw error;
  }
};

/** Until they are set aside, those run on that are in nobody's way. */
const goneBy = (step: DeployStep['id'] | undefined, facts: Gathered['facts']): string[] => {
  const isAside = step !== undefined && ASIDE.includes(step);
  const stopped = inTheWay(facts).map(({container}) => container);
  const gone = orphansOf(facts).filter(one => isAside || !isAlive(one) || stopped.includes(one));
  return [...new Set(gone.map(({service}) => service))];
};

const ASIDE: readonly DeployStep['id'][] = ['watch', 'hold', 'tidy', 'track', 'clean'];

const removedAmong = async (
  services: readonly string[],
  {tree, model}: {tree: Tree; model: ComposeModel},
  files: Pick<Files, 'readSmall'>,
): Promise<NonNullable<Evidence['removed']>> => {
  const texts = await textsOf(tree, files);
  return services.map(service => ({
    service,
    namedAt: [
      ...variablesNaming(service, model),
      ...texts.flatMap(({file, text}) => linesNaming(service, text).map(line => `${file}:${line}`)),
    ].slice(0, MOST_PLACES),
  }));
};

/** Of the release, without what is secret. */
const textsOf = async (
  tree: Tree,
  files: Pick<Files, 'readSmall'>,
): Promise<{file: string; text: string}[]> => {
  const own = [...tree.values()].filter(
    ({kind, isProvided, path: file}) => kind === 'file' && !isProvided && isRead(file),
  );
  const read = own.slice(0, MOST_FILES).map(async ({path: file, from}) => {
    const text = 'file' in from ? await files.readSmall(path.resolve(from.file), MOST_BYTES) : undefined;
    return text === undefined || text.includes('\0') ? [] : [{file, text}];
  });
  return (await Promise.all(read)).flat();
};

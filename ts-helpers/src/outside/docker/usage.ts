import {setTimeout as pause} from 'node:timers/promises';
import type {Usage} from '../../compose/usage.ts';
import {CommandFailed} from '../../errors/userError.ts';
import {bytesOf} from '../../text/bytes.ts';
import type {DockerCommand, Patience} from '../dockerCommand.ts';
import {readJson} from '../garbled.ts';

export interface Using {
  /** What everything takes that the engine stores. It counts files for that, on big hosts for minutes, for one at a time. */
  usage(patience: Patience): Promise<Usage>;
}

export const usageOf = (ask: DockerCommand): Using => ({
  async usage(patience) {
    const words = ['system', 'df', '--verbose', '--format', '{{json .}}'];
    const {stdout: text} = await inTurn(words, {ask, patience});
    return readJson({command: 'docker system df', text}, (told: Told) => ({
      images: told.Images.map(({ID, Repository, Size, UniqueSize, Containers}) => ({
        id: ID,
        isNamed: Repository !== '<none>',
        size: bytes(Size),
        unique: bytes(UniqueSize),
        containers: Number(Containers),
      })),
      containers: told.Containers.map(({State, Size, Labels}) => ({
        state: State,
        size: bytes(Size.split(' ')[0]),
        labels: Labels.split(','),
      })),
      volumes: told.Volumes.map(({Name, Size, Links, Labels}) => ({
        name: Name,
        size: bytes(Size),
        isUsed: Links !== '0',
        labels: Labels.split(','),
      })),
      buildCache: told.BuildCache.filter(({InUse, Shared}) => InUse !== 'true' && Shared !== 'true').reduce(
        (sum, {Size}) => sum + bytes(Size),
        0,
      ),
    }));
  },
});

const TURN_MS = 500;

/** Engines before 23 refuse to count for one while they count for another. */
const inTurn = async (
  words: readonly string[],
  {ask, patience}: {ask: DockerCommand; patience: Patience},
): ReturnType<DockerCommand> => {
  const until = Date.now() + (patience.timeoutMs ?? Infinity);
  for (;;) {
    try {
      return await ask(words, patience);
    } catch (error) {
      if (!isOthersTurn(error) || Date.now() + TURN_MS > until) throw error;
      await pause(TURN_MS);
    }
  }
};

const isOthersTurn = (error: unknown): boolean =>
  error instanceof CommandFailed && error.message.includes('disk usage operation is already running');

/** What it could not count it calls `N/A`. */
const bytes = (size = ''): number => bytesOf(size) ?? 0;

type Row<K extends string> = Record<K, string>;

interface Told {
  Images: Row<'ID' | 'Repository' | 'Size' | 'UniqueSize' | 'Containers'>[];
  Containers: Row<'State' | 'Size' | 'Labels'>[];
  Volumes: Row<'Name' | 'Size' | 'Links' | 'Labels'>[];
  BuildCache: Row<'InUse' | 'Shared' | 'Size'>[];
}

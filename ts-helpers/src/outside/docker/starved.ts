import {mayBeStarved} from '../../compose/killed.ts';
import type {Container} from '../../compose/model.ts';
import {CommandFailed} from '../../errors/userError.ts';
import type {DockerCommand} from '../dockerCommand.ts';
import type {Patience} from '../dockerCommand.ts';
import type {Inspected} from './inspected.ts';

/** So late the news of memory may come. */
const LATE_MS = 1_000;

/**
 * The container as it is told; where it was killed, its events tell as well whether that was for lack of memory. On a busy
 * machine the news of it reaches Docker after the container's end, and is not noted with the container any more.
 */
export const starvedOrNot = async (
  container: Container,
  {State}: Inspected,
  {ask, patience}: {ask: DockerCommand; patience?: Patience | undefined},
): Promise<Container> => {
  if (!mayBeStarved(container)) return container;
  const until = new Date(new Date(State.FinishedAt).getTime() + LATE_MS).toISOString();
  const filters = ['--filter', `container=${container.id}`, '--filter', 'event=oom'];
  const span = ['--since', State.StartedAt, '--until', until];
  try {
    const {stdout} = await ask(['events', ...filters, ...span, '--format', '{{.Action}}'], patience);
    return {...container, outOfMemory: stdout.trim() !== ''};
  } catch (error) {
    // How it ended is known without.
    if (error instanceof CommandFailed) return container;
    throw error;
  }
};

import {type ErrorCode, UserError} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Files} from '../../outside/files.ts';
import type {Voice} from '../../run/voice.ts';
import {bringUp} from '../../services/bringUp.ts';
import {explaining} from '../../services/explaining.ts';
import {blamingMachine} from '../../services/machine.ts';
import type {GatheredTest} from '../gather.ts';

export interface StartNeeds {
  compose: Compose;
  docker: Docker;
  clock: Clock;
  files: Pick<Files, 'makeFolder'>;
  voice: Voice;
}

/** Builds what has to be built. */
export const build = (gathered: GatheredTest, needs: StartNeeds): Promise<void> =>
  blamingMachine(needs, () => buildAll(gathered, needs));

/** Starts what the tests need, of images that are built. */
export const start = (gathered: GatheredTest, needs: StartNeeds): Promise<void> =>
  blamingMachine(needs, async () => {
    await Promise.all(gathered.folders.map(needs.files.makeFolder));
    await startAll(gathered, needs);
  });

const buildAll = ({plan, compose: project}: GatheredTest, {compose, docker, voice}: StartNeeds) =>
  explaining({doing: 'build', composeProject: plan.composeProject}, docker, () =>
    compose.build(project, {
      services: plan.builds,
      onLine: line => {
        voice.output(line);
      },
    }),
  );

/** Errors of one service keep the tests from starting; those of the machine say so themselves. */
const OF_A_SERVICE: readonly ErrorCode[] = ['SERVICE_EXITED', 'SERVICE_UNHEALTHY', 'START_FAILED'];

const startAll = async (gathered: GatheredTest, needs: StartNeeds): Promise<void> => {
  const {plan, compose: project, run: model} = gathered;
  const {composeProject, starts: services} = plan;
  const {minutes} = gathered.project.settings.health;
  const onLine = (line: string): void => {
    needs.voice.output(line);
  };
  try {
    await bringUp({composeProject, minutes, facts: {model}}, needs, () =>
      needs.compose.up(project, {services, onLine}),
    );
  } catch (error) {
    if (!(error instanceof UserError) || !OF_A_SERVICE.includes(error.code)) throw error;
    throw new UserError('TESTS_NOT_STARTED', `The tests could not be started: ${error.message}`, {
      ...(error.where !== undefined && {where: error.where}),
      evidence: error.evidence,
      cause: error,
    });
  }
};

import {createClock} from '../outside/clock.ts';
import type {Controller} from './controller.ts';
import type {Jenkins} from './service.ts';
import {UserError} from '../errors/userError.ts';
import type {World} from '../run/world.ts';

type Opening = Pick<World, 'variables' | 'signal'>;

/** Opens the controller that the environment names an account of; `remedy` is what else helps where it names none. */
export const open = async (world: Opening, remedy?: string): Promise<Jenkins> => {
  const account = accountOf(world, remedy);
  const {openJenkins} = await import('./service.ts');
  return openJenkins(account);
};

/** The same, to be looked at alone. */
export const controllerOf = async (world: Opening): Promise<Controller> => {
  const account = accountOf(world);
  const {openController} = await import('./controller.ts');
  return openController(account);
};

const accountOf = ({variables, signal}: Opening, remedy?: string) => {
  const {JENKINS_URL: url, JENKINS_USER_ID: user, JENKINS_API_TOKEN: token} = variables;
  if (!url || !user || !token) {
    const missing = Object.entries({JENKINS_URL: url, JENKINS_USER_ID: user, JENKINS_API_TOKEN: token})
      .filter(([, value]) => !value)
      .map(([name]) => name);
    throw new UserError(
      'JENKINS_NOT_SET_UP',
      `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not set.`,
      remedy === undefined ? {} : {remedy},
    );
  }
  return {url, user, token, clock: createClock(signal), signal};
};

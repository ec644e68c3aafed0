import {UserError} from '../errors/userError.ts';
import {permittingHere, startingHere} from '../outside/distribution.ts';

/** What is wrong with the engine is told with what helps on this very machine. Others elsewhere keep their own remedy. */
export const onThisMachine = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError) || error.where !== undefined) throw error;
    const {code, message, evidence, cause} = error;
    if (code === 'DOCKER_DOWN') throw new UserError(code, message, {remedy: startingHere(), evidence, cause});
    if (code === 'DOCKER_PERMISSION')
      throw new UserError(code, message, {remedy: permittingHere(), evidence, cause});
    throw error;
  }
};

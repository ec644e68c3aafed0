import type {Container} from '../../compose/model.ts';

export interface Ending {
  exitCode: number;
  /** Where the tests ran. */
  container: Container | undefined;
}

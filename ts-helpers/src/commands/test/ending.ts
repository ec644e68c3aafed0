import type {Container} from '../../domain/compose.ts';

export interface Ending {
  exitCode: number;
  /** Where the tests ran. */
  container: Container | undefined;
}

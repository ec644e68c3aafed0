import type {ArchiveFacts} from '../../restore/plan.ts';
import type {RefreshSettings} from '../../settings/settings.ts';

export {MASK_SQL} from '../../project/conventions.ts';

export const AFTER_SQL = 'ops/after-refresh.sql';

/** What is brought from production, and what the environment has that it goes to. */
export interface RefreshFacts extends ArchiveFacts {
  settings: RefreshSettings;
  /** Somebody works on the project there: what has no place there is left out. */
  isLaptop?: boolean;
  /** Text of ops/mask.sql and of ops/after-refresh.sql, where there are such. */
  scripts: {mask: string | undefined; after: string | undefined};
}

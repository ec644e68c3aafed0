import type {Changes} from '../history/changes.ts';
import type {CatalogueCredential} from '../project/credentials.ts';
import type {BuildIdentity} from '../result/buildIdentity.ts';
import type {Settings} from '../settings/settings.ts';

/** The stages of one build, as Jenkins walks them and `--plan` prints them. Plain data, no secrets. */
export interface PipelinePlan {
  build: BuildIdentity;
  /** Groups follow one another, and stop at the first that fails. */
  groups: StageGroup[];
  notify: {agents: string[]; credentials: Credential[]};
  /** The nightly timer began the build: it backs up, and tells nothing of the commit. */
  byTimer?: true;
  /** When Jenkins begins a build of this branch that only backs up, as `cron` has it; absent where nothing is backed up. */
  timer?: string;
  /** What of the repository's settings and files does not count, and why. */
  notes: readonly string[];
  /** What the notifier needs to know, for it has no checkout. */
  slack: Settings['slack'];
  mail?: NonNullable<Settings['mail']>;
  /** What came since the branch was last green; absent where there is no git. */
  changes?: Changes;
}

interface StageGroup {
  /** Ordinals that Jenkins' `milestone` step passes before the group begins. */
  milestones: number[];
  /** Run at the same time where executors allow. */
  stages: PlannedStage[];
}

export interface PlannedStage {
  /** As Jenkins shows it. */
  name: string;
  verb: 'test' | 'deploy' | 'preview' | 'backup' | 'verify' | 'restore' | 'refresh';
  arguments: string[];
  /** Label expressions in order of preference: Jenkins takes the first that an agent fits. The empty one is any agent. */
  agents: string[];
  timeLimitMinutes: number;
  /** Bound around this stage alone. A missing one is no error: the stage runs without. */
  credentials: Credential[];
}

/** A Jenkins credential and the environment variable in which the stage finds it. */
export type Credential = Pick<CatalogueCredential, 'id' | 'kind' | 'variable' | 'isRare'>;

export const bound = ({id, kind, variable, isRare}: CatalogueCredential): Credential => ({
  id,
  kind,
  variable,
  ...(isRare && {isRare}),
});

/** What holds it for whom: Jenkins' credential, elsewhere the variable. */
export const holderOf = ({id, variable}: Credential, {jenkins}: {jenkins?: unknown}): string =>
  jenkins === undefined ? variable : `the credential ${id}`;

import type {Risk} from '../../result/step.ts';

/** A verb as operators choose it. */
export interface Action {
  /** `previews remove`. */
  name: string;
  does: string;
  risks: Risk;
  on: 'the host of the environment' | 'the host of previews' | 'any host';
  binds?: 'storing' | 'proving' | undefined;
  /** In the order of its arguments, which come first. */
  takes: readonly Taken[];
  /** It asks for the name of the project before it goes on in production, unless `--yes` gives it. */
  asksForName: boolean;
}

export interface Taken {
  /** What the job's parameter is called: `RETRY_AFTER`. */
  parameter: string;
  kind: 'argument' | 'flag' | 'switch';
  /** As it is written: `--retry-after`, or of an argument its name. */
  written: string;
  does: string;
}

/** What was chosen, by parameters; what was left empty is not there. */
export type Chosen = ReadonlyMap<string, string | true>;

export const ACTION = 'ACTION';
export const PROJECT = 'PROJECT';
export const ENVIRONMENT = 'ENVIRONMENT';
export const AGENT = 'AGENT';
/** Of all projects. */
export const ALL = 'ALL';
export const PLAN = 'PLAN';

export const takes = ({takes: all}: Action, parameter: string): boolean =>
  all.some(one => one.parameter === parameter);

import type {ControllerAgent} from '../../jenkins/plan.ts';

/** What is known of a Jenkins controller, before any of it is judged. */
export interface JenkinsFacts {
  agents: readonly ControllerAgent[];
  /** Gigabytes that builds are to find. */
  wanted: number;
  /** Undefined where the user may not see them. */
  plugins?: readonly string[];
  /** That the pipeline of the project here binds; undefined where there is none. */
  credentials?: readonly {id: string; state: string; place: string; use: string}[];
}

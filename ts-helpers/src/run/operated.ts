import type {Risk} from '../result/step.ts';

/** A verb in the job of operators, whose parameters are its arguments and flags. */
export interface Operated {
  /** The worst that it may cost. Where that is anything, it is confirmed before it does so to production. */
  risks: Risk;
  /** Where it runs: where its environment, or previews of its project, are deployed; or wherever there is an agent. */
  on: 'the host of the environment' | 'the host of previews' | 'any host';
  /** Which credentials are bound around it. */
  binds?: 'storing' | 'proving';
  /** Of its flags those that are refused in Jenkins, or mean nothing there. */
  without?: readonly string[];
}

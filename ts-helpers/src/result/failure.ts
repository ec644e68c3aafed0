import type {ErrorReport} from './result.ts';

export interface Failure {
  /** As people are told: `Deploy to staging and Test` where both failed for one reason. */
  stage: string;
  /** Each of them, where it is more than one. */
  stages?: readonly string[];
  error: ErrorReport;
}

import type {Facts} from '../../ts-helpers/src/seam/facts.ts';
import type {Breakage} from './breakage.ts';
import {CULPRIT} from './build.ts';
import {messageOf, storyThen} from './message.ts';

/** What a first message has right; `culprit` is silent where it marks nobody as the likely one. */
export interface Marks {
  stage: boolean;
  culprit: 'right' | 'silent' | 'wrong';
  cause: boolean;
  remedy: boolean;
}

export const marksOf = ({stage, says, remedy}: Breakage, facts: Facts): Marks => {
  const {failures, blame} = storyThen(facts);
  const likely = blame.people.filter(({touched}) => touched !== undefined);
  const message = messageOf(facts);
  const causes = failures.flatMap(({cause, error}) => [cause?.sentence ?? '', error.message]);
  const remedies = failures.flatMap(({cause, error}) => [cause?.remedy ?? error.remedy]);
  return {
    stage:
      failures.length > 0 &&
      failures.flatMap(failure => failure.stages ?? [failure.stage]).every(one => stage.includes(one)),
    culprit:
      likely.length === 0
        ? 'silent'
        : likely[0]?.email === CULPRIT.email && blame.people[0]?.email === CULPRIT.email
          ? 'right'
          : 'wrong',
    cause: causes.some(sentence => says.test(sentence)) && says.test(message),
    remedy: remedies.some(text => remedy.test(text)),
  };
};

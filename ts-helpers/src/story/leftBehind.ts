import type {Facts} from '../seam/facts.ts';
import type {PlannedStage} from '../seam/pipelinePlan.ts';

/** What a deploy that was stopped has left running, or what runs after one that was undone. */
export interface LeftBehind {
  stage: string;
  /** Sentences. */
  says: string;
}

/** Of each stage that did not come to its end what it said of that; of a deploy that said nothing, that it is not known. */
export const leftBehind = ({results = [], mishaps = [], plan}: Facts): LeftBehind[] => {
  const said = results.flatMap(({stage, left}) => (left === undefined ? [] : [{stage, says: left}]));
  const planned: PlannedStage[] = plan?.groups.flatMap(({stages}) => stages) ?? [];
  const silent = mishaps.filter(
    ({stage, during}) =>
      during === 'step' &&
      planned.some(({name, verb}) => name === stage && (verb === 'deploy' || verb === 'preview')) &&
      !results.some(result => result.stage === stage),
  );
  return [...said, ...silent.map(({stage}) => ({stage, says: UNKNOWN}))];
};

/** What deploys have done, and what runs now. */
export interface AfterDeploys {
  /** What stages that were stopped have left running. */
  left: LeftBehind[];
  /** What runs after deploys that failed and were undone. */
  undone: LeftBehind[];
  /** What those that counted have done to the services. */
  changed: ServiceLines[];
  /** What those that failed were to do to them. */
  planned: ServiceLines[];
}

interface ServiceLines {
  stage: string;
  lines: readonly string[];
}

export const afterDeploys = (facts: Facts): AfterDeploys => {
  const {results = []} = facts;
  return {
    left: leftBehind(facts),
    undone: results.flatMap(({stage, undone}) => (undone === undefined ? [] : [{stage, says: undone}])),
    changed: results.flatMap(({stage, changes}) => (changes === undefined ? [] : [{stage, lines: changes}])),
    planned: results.flatMap(({stage, planned}) => (planned === undefined ? [] : [{stage, lines: planned}])),
  };
};

const UNKNOWN =
  'It was ended before it could say how far it had come: `docker ps` on its agent shows what runs. The next deploy goes on from there.';

import type {ComposeModel, Container, EngineNetwork, EngineVolume} from '../../compose/model.ts';
import type {Step} from '../../result/step.ts';
import {staying} from './kept.ts';

export interface DownPlan {
  composeProject: string;
  steps: (Step & {id: 'remove'})[];
  notes: string[];
}

export interface DownFacts {
  composeProject: string;
  model: ComposeModel;
  containers: readonly Container[];
  volumes: readonly EngineVolume[];
  /** Of a start that failed they may be all that there is. */
  networks: readonly EngineNetwork[];
}

export const planDown = (facts: DownFacts, {withData}: {withData: boolean}): DownPlan => {
  const step = removalOf(facts, withData);
  const {composeProject, volumes, model} = facts;
  return {
    composeProject,
    steps: step === undefined ? [] : [step],
    notes: withData ? staying(model) : volumes.length > 0 ? [`Data stays: ${namesOf(volumes)}`] : [],
  };
};

type Removable = Pick<DownFacts, 'composeProject' | 'containers' | 'volumes'> &
  Partial<Pick<DownFacts, 'networks'>>;

export const removalOf = (
  {composeProject, containers, volumes, networks = []}: Removable,
  withData: boolean,
): (Step & {id: 'remove'}) | undefined => {
  const isData = withData && volumes.length > 0;
  if (containers.length === 0 && networks.length === 0 && !isData) return undefined;
  const what = isData
    ? `all of ${composeProject} with its data: ${namesOf(volumes)}`
    : `the containers and networks of ${composeProject}`;
  return {id: 'remove', does: `Remove ${what}`, risks: isData ? 'data' : 'traffic', limit: 10, undo: []};
};

const namesOf = (volumes: readonly EngineVolume[]): string => volumes.map(({name}) => name).join(', ');

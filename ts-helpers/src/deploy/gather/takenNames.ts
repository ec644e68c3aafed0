import type {Docker} from '../../outside/docker.ts';
import {type TakenName, wantedNames} from '../plan/takenNames.ts';
import type {DeployFacts} from '../plan.ts';

/** Names that the project's containers are to have, and others have. */
export const findTakenNames = async (
  place: Pick<DeployFacts, 'composeProject' | 'model'>,
  docker: Pick<Docker, 'inspect'>,
): Promise<TakenName[]> => {
  const wanted = wantedNames(place);
  if (wanted.length === 0) return [];
  const found = await docker.inspect(wanted.map(({name}) => name));
  return wanted.flatMap(({name, service, isChosen}) => {
    // An id that begins so would be found as well.
    const other = found.find(one => one.name === name && one.project !== place.composeProject);
    return other === undefined ? [] : [{name, service, isChosen, project: other.project, state: other.state}];
  });
};

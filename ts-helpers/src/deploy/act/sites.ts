import {type Probe, probesOf} from '../../health/probes.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Gathered} from '../gather.ts';
import {withChosenPorts} from '../plan/chosenPorts.ts';
import {siteUrls} from '../plan/sites.ts';

type Needs = {docker: Pick<Docker, 'publishedPorts'>};

/** The addresses that have to answer, those of ports that Docker chose among them. */
export const askedProbes = async (gathered: Gathered, needs: Needs): Promise<readonly Probe[]> =>
  gathered.facts.asksChosen ? runningProbes(gathered, needs) : gathered.facts.probes;

/** What people are told of where it is. */
export const urlsOf = async (gathered: Gathered, needs: Needs): Promise<string[]> => {
  const {request} = gathered;
  if (request.site === undefined) return (await askedProbes(gathered, needs)).map(({url}) => url);
  return siteUrls(await runningProbes(gathered, needs), request.site, request.dockerHost);
};

const runningProbes = async (
  {request: {project, dockerHost}, facts: {composeProject, model}}: Gathered,
  {docker}: Needs,
): Promise<Probe[]> => {
  const published = (await docker.publishedPorts()).filter(one => one.project === composeProject);
  const {url: _, ...health} = project.settings.health;
  return probesOf(withChosenPorts(model, published), {health: {...health, none: false}}, dockerHost);
};

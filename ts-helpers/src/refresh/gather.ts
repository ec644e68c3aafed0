import {partOf} from '../archive/part.ts';
import type {Files} from '../outside/files.ts';
import {serversOf} from '../backup/plan.ts';
import type {ComposeModel, Container} from '../compose/model.ts';
import {archived, gatherPlaces, type Here, looked, type RestoreGatherNeeds} from '../restore/gather.ts';
import {PRODUCTION} from '../settings/production.ts';
import {atOf} from '../verify/choice.ts';
import type {Project} from '../workspace/project.ts';
import {AFTER_SQL, MASK_SQL, type RefreshFacts} from './plan.ts';

export interface RefreshGatherNeeds extends RestoreGatherNeeds {
  files: RestoreGatherNeeds['files'] & Pick<Files, 'readInside'>;
}

export interface RefreshRequest {
  project: Project;
  /** It gets the data; never production. */
  environment: string;
  /** Which backup: a key, its name, or how its time begins; default: the newest that is proven. */
  at: string | undefined;
  /** The only service whose data is brought. */
  only: string | undefined;
  who: string;
}

/** Throws REFRESH_UNPROVEN, what choosing a backup throws, and what a backup's gathering throws. */
export const gatherRefresh = async (
  request: RefreshRequest,
  needs: RefreshGatherNeeds,
): Promise<RefreshFacts> => withArchive(request, await gatherPlaces(request, needs), needs);

/** A project as it stands in the folder of somebody who works on it. */
export interface Standing {
  composeProject: string;
  model: ComposeModel;
  containers: readonly Container[];
  /** What was there stays beside what comes. */
  keepsFormer: boolean;
}

/** The same for what nobody has deployed: of databases alone. */
export const gatherStanding = async (
  request: RefreshRequest,
  {composeProject, model, containers}: Standing,
  needs: RefreshGatherNeeds,
): Promise<RefreshFacts> => {
  const {project, environment, only} = request;
  const servers = serversOf({model, containers}).filter(({container}) => container !== undefined);
  const here = {
    ...{project: project.build.project, instance: undefined, folder: project.workspace},
    ...{environment, composeProject, only, model, containers, files: [], now: needs.clock.now()},
    servers: await Promise.all(servers.map(server => looked(server, containers, needs))),
  };
  return {...(await withArchive(request, here, needs)), isLaptop: true};
};

const withArchive = async (
  request: RefreshRequest,
  {instance, ...here}: Here,
  needs: RefreshGatherNeeds,
): Promise<RefreshFacts> => {
  const {project} = request;
  const at = atOf(request.at);
  const part = partOf({environment: PRODUCTION, instance});
  const read = (file: string) => needs.files.readInside(project.workspace, file);
  return {
    ...here,
    ...(await archived({project: here.project, part, at, provenOnly: true}, needs)),
    settings: project.settings.refresh,
    scripts: {mask: await read(MASK_SQL), after: await read(AFTER_SQL)},
  };
};

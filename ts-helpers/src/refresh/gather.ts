import {partOf} from '../archive/part.ts';
import type {Files} from '../outside/files.ts';
import {archived, gatherPlaces, type RestoreGatherNeeds} from '../restore/gather.ts';
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
): Promise<RefreshFacts> => {
  const {project} = request;
  const at = atOf(request.at);
  const {instance, ...here} = await gatherPlaces(request, needs);
  const part = partOf({environment: PRODUCTION, instance});
  const read = (file: string) => needs.files.readInside(project.workspace, file);
  return {
    ...here,
    ...(await archived({project: here.project, part, at, provenOnly: true}, needs)),
    settings: project.settings.refresh,
    scripts: {mask: await read(MASK_SQL), after: await read(AFTER_SQL)},
  };
};

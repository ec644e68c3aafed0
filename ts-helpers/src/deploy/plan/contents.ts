import type {ComposeModel, ComposeService, ComposeResource} from '../../compose/model.ts';
import {pathWithin} from '../../text/paths.ts';

/** Something in the deploy folder that containers read. */
export interface Content {
  /** Relative to the folder, links not followed; empty for the folder itself. */
  path: string;
  /** The container may write there: what no release brings is data, and changes without a deploy. */
  isWritable: boolean;
}

/** What a service is made of besides its configuration and its image: Compose sees only those two. */
export interface Contents {
  files: Content[];
  /** Configs and secrets as the model defines them: `content:` and `environment:` have no file. */
  definitions: ComposeResource[];
}

export const contentsOf = (service: ComposeService, model: ComposeModel, folder: string): Contents => {
  const definitions = [
    ...definitionsOf(service.configs, model.configs),
    ...definitionsOf(service.secrets, model.secrets),
  ];
  const mounts = (service.volumes ?? []).filter(({type}) => type === 'bind');
  const files = [
    ...mounts.map(({source = '', read_only}) => ({place: source, isWritable: read_only !== true})),
    ...definitions.map(({file = ''}) => ({place: file, isWritable: false})),
  ];
  return {
    definitions,
    files: files.flatMap(({place, isWritable}) => {
      const path = pathWithin(folder, place);
      return path === undefined ? [] : [{path, isWritable}];
    }),
  };
};

/** What makes a running container current. How an image is built shows in its id; how many of them there are to be, and what `docker compose watch` does, in none. */
export const fingerprintText = (
  service: ComposeService,
  imageId: string | undefined,
  others: readonly unknown[],
): string => {
  const {build, develop, ...configuration} = withoutCount(service);
  return JSON.stringify([configuration, imageId, others]);
};

/** The configuration of each of its containers, however many. */
export const withoutCount = (service: ComposeService): ComposeService => {
  if (service.scale === undefined && service.deploy?.replicas === undefined) return service;
  const {scale: _, ...others} = service;
  if (others.deploy === undefined) return others;
  const {replicas: __, ...deploy} = others.deploy;
  return {...others, deploy};
};

const definitionsOf = (
  uses: readonly {source: string}[] = [],
  defined: ComposeModel['configs'] = {},
): ComposeResource[] =>
  uses.map(({source}) => defined[source]).filter(definition => definition !== undefined);

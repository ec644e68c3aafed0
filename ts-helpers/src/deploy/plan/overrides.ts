import type {ComposeModel, ComposeService, Container} from '../../compose/model.ts';
import {replicasOf} from '../../health/services.ts';
import type {DeployFacts} from './facts.ts';
import {builtServices} from './steps.ts';
import {trackedServices, trackingVariables} from './errorTracking.ts';
import {FINGERPRINT, isOurs, MADE, ownerLabels, releaseLabels, versionIn} from '../../project/release.ts';
import {hasRegistry, inRegistry} from '../../stack/images.ts';
import type {Fate} from './fates.ts';

type Override = {services: Record<string, object>};

/** As a file that Compose lays over the others: only a tag takes away what they say. In JSON no text of a value reads so. */
export const overrideText = (override: Override): string =>
  JSON.stringify(override, null, 2).replaceAll('"develop": null', '"develop": !reset null');

/**
 * Builds from the workspace, so that no secret of the deploy folder gets into an image, and tags what is built with
 * the version as well: those tags are what a return to this release will start. `inWorkspace` tells where a folder
 * of the model is in the workspace; what is no folder of it stays.
 */
export const buildOverride = (
  {release, composeProject, swarm}: Pick<DeployFacts, 'release' | 'composeProject' | 'swarm'>,
  model: ComposeModel,
  inWorkspace: (context: string) => string,
): Override => ({
  services: Object.fromEntries(
    builtServices(model).map(name => {
      const {context = '', additional_contexts: others} = model.services[name]?.build ?? {};
      const here = (place: string) => withoutSubstitution(inWorkspace(place));
      return [
        name,
        {
          build: {
            context: here(context),
            ...(others && {
              additional_contexts: Object.fromEntries(
                Object.entries(others).map(([key, place]) => [key, here(place)]),
              ),
            }),
            tags: tagsOf(name, model, {composeProject, release, swarm}),
            labels: Object.fromEntries(
              Object.entries(ownerLabels(release)).map(([key, value]) => [key, withoutSubstitution(value)]),
            ),
          },
        },
      ];
    }),
  ),
});

/** In a registry every node of a swarm finds it by a name that no other release has. */
const tagsOf = (
  name: string,
  model: ComposeModel,
  {composeProject, release, swarm}: Pick<DeployFacts, 'composeProject' | 'release'> & {swarm: unknown},
): string[] => {
  const {image} = model.services[name] ?? {};
  const own = versionTag(composeProject, name, release);
  return swarm !== undefined && hasRegistry(image) ? [own, inRegistry(image, release.version)] : [own];
};

/** What this project alone calls the image that a service has in a version. */
export const versionTag = (
  composeProject: string,
  service: string,
  {version}: Pick<DeployFacts['release'], 'version'>,
): string => `${composeProject}-${service}:${version}`.toLowerCase();

/** The image that Compose gives a service. */
export const imageOf = (composeProject: string, name: string, {image}: ComposeService): string =>
  image ?? `${composeProject}-${name}`;

/** Each service with its image. */
export const imagesOf = (
  composeProject: string,
  {services}: Pick<ComposeModel, 'services'>,
): {name: string; service: ComposeService; image: string}[] =>
  Object.entries(services).map(([name, service]) => ({
    name,
    service,
    image: imageOf(composeProject, name, service),
  }));

/** Whether Compose would pull the image of a service: one that is not there, and by some policies also one that is. */
export const wouldPull = (
  {build, image, pull_policy: policy = 'missing'}: ComposeService,
  isHere: boolean,
): boolean => {
  if (build || image === undefined || policy === 'never' || policy === 'build') return false;
  return !isHere || !(policy === 'missing' || policy === 'if_not_present');
};

/**
 * Labels for every service, and the variables of those that report errors. Both are configuration to Compose, which
 * replaces a container when they change: so a service whose fingerprint is the same keeps those of the release that it
 * came up with. Errors are reported only where `tracked`.
 */
export const releaseOverride = (
  {model, containers, release, isReturn}: DeployFacts,
  {
    fates,
    fingerprints,
    made = {},
    images = {},
  }: {
    fates: readonly Fate[];
    fingerprints: Readonly<Record<string, string>>;
    /** The same without files that are read from the folder. */
    made?: Readonly<Record<string, string>>;
    /** Of services whose image is called otherwise than in the files. */
    images?: Readonly<Record<string, string>>;
  },
  tracked: boolean,
): Override => {
  const reporting = new Set(tracked ? trackedServices(model) : []);
  const keeping = new Set(fates.flatMap(({service, keepsLabels}) => (keepsLabels ? [service] : [])));
  return {
    services: Object.fromEntries(
      Object.entries(model.services).map(([name, service]) => {
        const labels = keeping.has(name)
          ? ownLabels(containers.find(({service}) => service === name))
          : {
              ...releaseLabels(release),
              [FINGERPRINT]: fingerprints[name] ?? '',
              [MADE]: made[name] ?? '',
            };
        return [
          name,
          {
            labels: Object.fromEntries(
              Object.entries(labels).map(([key, value]) => [key, withoutSubstitution(value)]),
            ),
            ...(isReturn && replicasOf(service) === 0 && {scale: 0, deploy: {replicas: 0}}),
            ...(service.develop !== undefined && {develop: null}),
            ...(images[name] !== undefined && {image: images[name]}),
            ...(reporting.has(name) && {environment: trackingVariables(service, release, versionIn(labels))}),
          },
        ];
      }),
    ),
  };
};

const ownLabels = (container: Container | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(container?.labels ?? {}).filter(([label]) => isOurs(label)));

/** Compose expands variables in every value, also in what an author calls himself. */
const withoutSubstitution = (text: string): string => text.replaceAll('$', '$$$$');

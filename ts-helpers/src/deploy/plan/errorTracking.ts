import type {ComposeModel, ComposeService} from '../../compose/model.ts';
import type {Release} from '../../project/release.ts';

/** What Sentry's libraries read by themselves (https://docs.sentry.io/platforms/). */
export const DSN_VARIABLE = 'SENTRY_DSN';

/** Sentry knows releases by organisation, so the project is part of the name. */
export const sentryRelease = (project: string, version: string): string => `${project}@${version}`;

/**
 * Services that report their errors: those that are built from the project's code, and those that leave the variable
 * open for it, `SENTRY_DSN:`. One that has a DSN of its own keeps it; a database is not replaced for a variable.
 */
export const trackedServices = ({services}: ComposeModel): string[] =>
  Object.entries(services)
    .filter(
      ([, {build, environment = {}}]) => !environment[DSN_VARIABLE] && (build || DSN_VARIABLE in environment),
    )
    .map(([name]) => name);

/**
 * Variables of a service. The DSN has no value here: Compose takes it from its own environment, so that it is written
 * to no file. What the project sets itself stays.
 */
export const trackingVariables = (
  {environment = {}}: ComposeService,
  {project, environment: name}: Pick<Release, 'project' | 'environment'>,
  version: string,
): Record<string, string | null> => {
  const ours = {
    [DSN_VARIABLE]: null,
    SENTRY_ENVIRONMENT: name,
    SENTRY_RELEASE: sentryRelease(project, version),
  };
  return Object.fromEntries(Object.entries(ours).filter(([variable]) => !environment[variable]));
};

import {UserError} from '../../errors/userError.ts';
import {lineOf} from '../../compose/sourcePlaces.ts';
import {quoted} from '../../text/plain.ts';
import type {ComposeModel} from '../../compose/model.ts';
import type {ComposeSource} from '../../compose/source.ts';

interface WantedName {
  name: string;
  service: string;
  /** By `container_name:`, and not by Compose. */
  isChosen: boolean;
}

export interface TakenName extends WantedName {
  /** The compose project of the container that has it; empty where it is of none. */
  project: string;
  /** Of that container. */
  state: string;
}

/** What the first container of each service is to be called. */
export const wantedNames = ({
  composeProject,
  model: {services},
}: {
  composeProject: string;
  model: ComposeModel;
}): WantedName[] =>
  Object.entries(services)
    .filter(
      ([, {provider, scale, deploy}]) => provider === undefined && Number(scale ?? deploy?.replicas ?? 1) > 0,
    )
    .map(([service, {container_name: chosen}]) => ({
      name: chosen ?? `${composeProject}-${service}-1`,
      service,
      isChosen: chosen !== undefined,
    }));

export const takenNameFindings = ({
  takenNames,
  sources,
}: {
  takenNames: readonly TakenName[];
  sources: readonly ComposeSource[];
}): UserError[] =>
  takenNames.map(taken => {
    const {name, service, isChosen, project, state} = taken;
    const whose = project === '' ? 'of no compose project' : `of the compose project ${project}`;
    const message = `The name ${name} that the container of ${service} is to have is that of another container, ${whose}, which is ${state}.`;
    return new UserError('NAME_TAKEN', message, {
      where: isChosen ? lineOf(sources, ['services', service, 'container_name']) : `service ${service}`,
      remedy: remedyOf(taken),
    });
  });

/** Whose container lives is nothing to be removed. */
const remedyOf = ({name, isChosen}: TakenName): string => {
  const whose = `docker inspect ${quoted(name)} tells whose it is`;
  return isChosen
    ? `Leave \`container_name:\` out there, so that every environment gets a name of its own, or choose another; ${whose}.`
    : `Call this project another with \`name:\` or \`instance:\` in countable.yml, or that container: docker rename; ${whose}.`;
};

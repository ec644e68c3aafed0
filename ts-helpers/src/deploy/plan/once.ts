import type {ComposeModel, Container} from '../../compose/model.ts';
import type {Release} from '../../project/release.ts';

/** Services of a release that did their work once as it came up. */
export interface Once {
  /** What they did is done: a return to the release runs them no more, for its migrations do not know the newer ones. */
  done: readonly string[];
  /** They write to volumes or folders, in which a later release has left its own: a return runs them again. */
  again: readonly string[];
}

/** By containers that have ended. Those that `before` names were not run again, and have no container. */
export const onceOf = (
  containers: readonly Container[],
  {services}: Pick<ComposeModel, 'services'>,
  before: Once | undefined,
): Once => {
  const ended = Object.keys(services).filter(name => endedWell(name, containers));
  const writes = (name: string) =>
    containers.some(
      ({service, mounts = []}) => service === name && mounts.some(({isWritable}) => isWritable),
    );
  const kept = (before?.done ?? []).filter(name => name in services && !ended.includes(name));
  return {
    done: [...ended.filter(name => !writes(name)), ...kept].sort(),
    again: ended.filter(writes).sort(),
  };
};

/** Whether all that there is of a service has done its work, and is started again by nobody. */
export const endedWell = (service: string, containers: readonly Container[]): boolean => {
  const its = containers.filter(one => one.service === service);
  return (
    its.length > 0 &&
    its.every(
      ({state, exitCode, restartPolicy}) => state === 'exited' && exitCode === 0 && restartPolicy === 'no',
    )
  );
};

/** The model in which nothing that is done has a container: Compose waits for none of them. */
export const withoutDone = (model: ComposeModel, once: Once | undefined): ComposeModel => ({
  ...model,
  services: Object.fromEntries(
    Object.entries(model.services).map(([name, service]) => [
      name,
      once?.done.includes(name) ? {...service, scale: 0, deploy: {...service.deploy, replicas: 0}} : service,
    ]),
  ),
});

/** `migrate is not run again: …` */
export const doneNotes = ({done = []}: Partial<Once>, {version}: Pick<Release, 'version'>): string[] =>
  done.length === 0
    ? []
    : [
        `${done.join(', ')} ${done.length === 1 ? 'is' : 'are'} not run again: what ${done.length === 1 ? 'it' : 'they'} did when ${version} came up is done.`,
      ];

/** For the deed that returns to the release: `; migrate is not run again, assets runs again` */
export const onceClause = ({done, again}: Once): string => {
  const clauses = [
    ...(done.length > 0 ? [`${done.join(', ')} ${done.length === 1 ? 'is' : 'are'} not run again`] : []),
    ...(again.length > 0 ? [`${again.join(', ')} ${again.length === 1 ? 'runs' : 'run'} again`] : []),
  ];
  return clauses.length === 0 ? '' : `; ${clauses.join(', ')}`;
};

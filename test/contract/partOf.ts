import type {ComposeModel, ComposePort} from '../../ts-helpers/src/compose/model.ts';

/** What of the services we read, without what Compose adds of its own. */
export const partOf = ({services}: ComposeModel): Record<string, object> =>
  Object.fromEntries(
    Object.entries(services).map(([name, {networks: _, entrypoint: __, command, ports, ...service}]) => [
      name,
      {
        ...service,
        ...(Array.isArray(command) && {command}),
        ...(ports && {ports: ports.map(withoutMode)}),
      },
    ]),
  );

const withoutMode = ({mode: _, ...port}: ComposePort & {mode?: string}): ComposePort => port;

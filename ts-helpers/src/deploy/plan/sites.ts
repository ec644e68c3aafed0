import type {ComposeModel} from '../../compose/model.ts';
import type {Probe} from '../../health/probes.ts';
import {composeProjectName} from '../../project/conventions.ts';

/** How people reach what is deployed, where that is not by the ports of this machine alone. */
export interface Site {
  project: string;
  number: string;
  /** Name of this machine, as others know it. */
  host: string;
  /** With `{name}`, `{number}` and `{port}` in it. */
  template?: string;
}

interface Published {
  service: string;
  target: number;
  port: number;
  protocol: string;
  address: string;
}

/** The model with the ports that Docker chose for what runs. */
export const withChosenPorts = (model: ComposeModel, published: readonly Published[]): ComposeModel => ({
  ...model,
  services: Object.fromEntries(
    Object.entries(model.services).map(([name, service]) => [
      name,
      {
        ...service,
        ...(service.ports && {
          ports: service.ports.map(port => {
            if (port.published !== undefined) return port;
            const own = published.filter(
              one =>
                one.service === name &&
                one.target === port.target &&
                one.protocol === (port.protocol ?? 'tcp'),
            );
            // Docker may choose another one for version 6 of IP.
            const found = own.find(({address}) => !address.includes(':')) ?? own[0];
            return found === undefined ? port : {...port, published: String(found.port)};
          }),
        }),
      },
    ]),
  ),
});

/** Whether there are ports whose number is known once it runs. */
export const hasChosenPorts = ({services}: Pick<ComposeModel, 'services'>): boolean =>
  Object.values(services).some(({ports = []}) => ports.some(({published}) => published === undefined));

/** The addresses that people are told. */
export const siteUrls = (
  probes: readonly Pick<Probe, 'url'>[],
  {project, number, host, template}: Site,
  dockerHost: string,
): string[] => {
  const urls = probes.map(({url}) => new URL(url));
  if (template !== undefined) {
    const values = {'{name}': composeProjectName(project), '{number}': number, '{port}': urls[0]?.port ?? ''};
    return [Object.entries(values).reduce((text, [mark, value]) => text.replaceAll(mark, value), template)];
  }
  return urls.map(url => {
    if (url.hostname === dockerHost && dockerHost === HERE) url.hostname = host;
    return url.href;
  });
};

/** Nobody else reaches it so. */
const HERE = '127.0.0.1';

import {hostPorts} from '../../compose/hostPorts.ts';
import type {ComposePort} from '../../compose/model.ts';
import {UserError, warningOf} from '../../errors/userError.ts';
import {previewNumber} from '../../project/preview.ts';
import type {Warning} from '../../result/result.ts';
import type {DeployFacts} from './facts.ts';
import type {Site} from './sites.ts';

/** What dc.preview.yml is to say of the ports of these services. */
export const leftToDocker = (services: readonly (readonly [string, readonly ComposePort[]])[]): string =>
  `Leave the choice to Docker, in dc.preview.yml: \`services: {${services
    .map(([service, ports]) => `${service}: {ports: !override [${ports.map(wordsOf).join(', ')}]}`)
    .join(', ')}}\``;

/** `"80"`, `"127.0.0.1::80"`, `"53/udp"` */
const wordsOf = ({target, host_ip: address, protocol = 'tcp'}: ComposePort): string =>
  `"${address === undefined ? '' : `${address.includes(':') ? `[${address}]` : address}::`}${target}${protocol === 'tcp' ? '' : `/${protocol}`}"`;

/** Ports that keep other previews away, and a preview that nobody is told the address of. */
export const warnOfPorts = (
  {model, release: {environment}}: Pick<DeployFacts, 'model' | 'release'>,
  site: Site | undefined,
): Warning[] => {
  if (previewNumber(environment) === undefined) return [];
  const services = Object.entries(model.services);
  const fixed = hostPorts(model);
  if (fixed.length > 0) {
    const names = [...new Set(fixed.map(({service}) => service))];
    const ports = [...new Set(fixed.map(({port}) => port))];
    const [verb, them] = [names.length > 1 ? 'publish' : 'publishes', ports.length > 1 ? 'them' : 'it'];
    return [
      warningOf(
        new UserError(
          'PREVIEW_PORTS',
          `${names.join(', ')} ${verb} ${ports.join(', ')} of the host: only one preview at a time can have ${them}.`,
          {remedy: leftToDocker(names.map(name => [name, model.services[name]?.ports ?? []]))},
        ),
      ),
    ];
  }
  const isReached =
    services.some(([, {ports = [], network_mode: mode}]) => ports.length > 0 || mode === 'host') ||
    (site?.template !== undefined && !site.template.includes('{port}'));
  if (isReached) return [];
  const [service = 'web', {expose} = {}] =
    services.find(([, one]) => one['expose'] !== undefined) ??
    services.find(([, {build}]) => build !== undefined) ??
    services[0] ??
    [];
  const port = (expose as string[] | undefined)?.[0] ?? '8000';
  return [
    warningOf(
      new UserError('PREVIEW_PORTS', 'The preview publishes no port: nobody can be told an address.', {
        remedy: `Publish one in dc.preview.yml; where \`${service}\` is the site that listens on port ${port}: \`services: {${service}: {ports: ["${port}"]}}\``,
      }),
    ),
  ];
};

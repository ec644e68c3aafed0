import {isFixed} from '../../compose/hostPorts.ts';
import type {ComposeModel, ComposePort} from '../../compose/model.ts';

interface Published {
  service: string;
  target: number;
  port: number;
  protocol: string;
  address: string;
}

/** The model with the ports that Docker chose for what runs, one for each container. */
export const withChosenPorts = (model: ComposeModel, published: readonly Published[]): ComposeModel => ({
  ...model,
  services: Object.fromEntries(
    Object.entries(model.services).map(([name, service]) => {
      const own = published.filter(one => one.service === name);
      return [
        name,
        {...service, ...(service.ports && {ports: service.ports.flatMap(port => chosenFor(port, own))})},
      ];
    }),
  ),
});

/** Whether there are ports whose number is known once it runs: none was given, or a range. */
export const hasChosenPorts = ({services}: Pick<ComposeModel, 'services'>): boolean =>
  Object.values(services).some(({ports = []}) => ports.some(port => !isFixed(port)));

const chosenFor = (port: ComposePort, own: readonly Published[]): ComposePort[] => {
  if (isFixed(port)) return [port];
  const {target, protocol = 'tcp'} = port;
  const all = own.filter(one => one.target === target && one.protocol === protocol);
  // Docker may choose others for version 6 of IP.
  const ofVersion4 = all.filter(({address}) => !address.includes(':'));
  const found = new Set((ofVersion4.length > 0 ? ofVersion4 : all).map(one => String(one.port)));
  return found.size === 0 ? [port] : [...found].map(number => ({...port, published: number}));
};

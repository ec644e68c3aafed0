import type {ErrorReport} from '../../result/result.ts';

/** The service of a container that Docker names: Compose calls it `shop-stage-web-1`. */
export const serviceOf = (container: string, {evidence: {services = []}}: ErrorReport): string => {
  const [, name = container] = /^(.+)-\d+$/.exec(container) ?? [];
  const fitting = services.map(({service}) => service).filter(service => name.endsWith(`-${service}`));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? container;
};

/** The service that has this address in one of its networks. */
export const serviceAt = (address: string, {evidence: {services = []}}: ErrorReport): string | undefined =>
  services.find(({addresses = []}) => addresses.includes(address))?.service;

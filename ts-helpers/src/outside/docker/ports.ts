import type {PublishedPort} from '../../compose/model.ts';

/** As `docker inspect` tells what a container publishes, and what it is to publish, also while it does not run. */
export type Bindings = Record<string, {HostIp: string; HostPort: string}[] | null> | null;

/** `80/tcp` → where on the host. */
export const portsOfBindings = (bindings: Bindings): PublishedPort[] =>
  Object.entries(bindings ?? {}).flatMap(([inside, places]) =>
    (places ?? [])
      .filter(({HostPort}) => /^\d+$/.test(HostPort))
      .map(({HostIp, HostPort}) => ({
        port: Number(HostPort),
        protocol: inside.split('/')[1] ?? 'tcp',
        address: HostIp,
      })),
  );

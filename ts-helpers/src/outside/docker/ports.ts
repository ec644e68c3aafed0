import type {PublishedPort} from '../../compose/model.ts';

/** As `docker inspect` tells what a container is to publish, also while it does not run. */
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

/** As `docker ps` lists what is published: `0.0.0.0:8000-8001->80-81/tcp, :::8000->80/tcp`. */
export const portsOfListing = (listing: string): PublishedPort[] =>
  listing.split(', ').flatMap(entry => {
    const [, address = '', first, last, protocol = 'tcp'] =
      /^(.*):(\d+)(?:-(\d+))?->[\d-]+\/(\w+)$/.exec(entry) ?? [];
    if (first === undefined) return [];
    const from = Number(first);
    return Array.from({length: Number(last ?? first) - from + 1}, (_, offset) => ({
      port: from + offset,
      protocol,
      address: address.replace(/^\[(.*)\]$/, '$1'),
    }));
  });

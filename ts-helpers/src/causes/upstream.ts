import type {ErrorReport} from '../result/result.ts';

/** That a proxy reached what is behind it, and got no answer. */
const BROKEN_OFF =
  /upstream prematurely closed connection|\(104: Connection reset by peer\) while reading|\(110: \w+ timed out\) while reading/;

/** Of `… while reading response header from upstream, …, upstream: "http://192.168.48.2:8080/", host: …`, as nginx tells it. */
export const upstreamIn = (line: string): {address: string; port: string} | undefined => {
  const [, told] = line.split(', upstream: "');
  const [, address, port = '80'] = /^\w+:\/\/([^:"/]+)(?::(\d+))?/.exec(told ?? '') ?? [];
  return address === undefined ? undefined : {address, port};
};

/** The services that broke off when a proxy, of whose log these are the lines, passed requests on; they may run all the same. */
export const brokenOff = ({evidence: {services = [], log}}: Behind): string[] => {
  const named = (log?.lines ?? []).flatMap(line =>
    BROKEN_OFF.test(line) ? (upstreamIn(line)?.address ?? []) : [],
  );
  return services
    .filter(({service, addresses = []}) => named.some(name => name === service || addresses.includes(name)))
    .map(({service}) => service)
    .filter(service => service !== log?.source);
};

/** The same; of a proxy that names no upstream, all that it may have asked. */
export const askedBehind = (error: Behind): string[] => {
  const {log, behind = []} = error.evidence;
  return log?.lines.some(line => upstreamIn(line) !== undefined) ? brokenOff(error) : [...behind];
};

interface Behind {
  evidence: Pick<ErrorReport['evidence'], 'services' | 'log' | 'behind'>;
}

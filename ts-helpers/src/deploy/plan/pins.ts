/** Behind lines of /etc/hosts that a deploy has written there for as long as it rolls a service. */
const MARK = '# countable: while a service is rolled';

/** The file without any, and with these names at these addresses. */
export const withPins = (hosts: string, pins: readonly {name: string; address: string}[]): string => {
  const others = hosts.split('\n').filter(line => !line.endsWith(MARK));
  const end = others.at(-1) === '' ? others.slice(0, -1) : others;
  return [...end, ...pins.map(({name, address}) => `${address} ${name} ${MARK}`), ''].join('\n');
};

export const hasPins = (hosts: string): boolean => hosts.split('\n').some(line => line.endsWith(MARK));

/** Behind lines of /etc/hosts that a deploy has written there for as long as it rolls a service. */
const MARK = '# countable: while a service is rolled';
/** And behind those that lead to the page of maintenance. */
const HELD = '# countable: while maintenance is on';

export interface Pin {
  name: string;
  address: string;
}

/** The file without any, and with these names at these addresses; names that maintenance holds stay where they are. */
export const withPins = (hosts: string, pins: readonly Pin[]): string => {
  const held = heldIn(hosts);
  const free = pins.filter(({name}) => !held.some(one => one.name === name));
  return marked(hosts, free, MARK);
};

export const hasPins = (hosts: string): boolean => hosts.split('\n').some(line => line.endsWith(MARK));

/** The file with these names at the page of maintenance, and no others: rolled is none of them meanwhile. */
export const withHeld = (hosts: string, pins: readonly Pin[]): string =>
  marked(pins.length === 0 ? hosts : marked(hosts, [], MARK), pins, HELD);

/** What maintenance holds. */
export const heldIn = (hosts: string): Pin[] =>
  hosts
    .split('\n')
    .filter(line => line.endsWith(HELD))
    .map(line => line.split(' '))
    .map(([address = '', name = '']) => ({name, address}));

const marked = (hosts: string, pins: readonly Pin[], mark: string): string => {
  const others = hosts.split('\n').filter(line => !line.endsWith(mark));
  const end = others.at(-1) === '' ? others.slice(0, -1) : others;
  return [...end, ...pins.map(({name, address}) => `${address} ${name} ${mark}`), ''].join('\n');
};

import path from 'node:path';

/** Where a backup goes: `named`, or a folder of its own name in `folder`. */
export interface Destination {
  folder: string;
  named: string | undefined;
}

export const placeFor = ({folder, named}: Destination, name: string): string =>
  named ?? path.join(folder, name);

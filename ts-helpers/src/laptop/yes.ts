import {on} from '../run/flag.ts';

export const yes = on('remove data without asking');

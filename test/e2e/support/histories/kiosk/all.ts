import {KIOSK_MACHINE} from './machine.ts';
import {KIOSK_SERVICES} from './services.ts';
import {KIOSK_TESTS} from './tests.ts';

/** Written when all those before were known, and before what they show was mended. */
export const AT_THE_KIOSK = [...KIOSK_TESTS, ...KIOSK_MACHINE, ...KIOSK_SERVICES];

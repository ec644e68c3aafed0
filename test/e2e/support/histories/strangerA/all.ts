import {ASKED_PATHS} from './askedPaths.ts';
import {AT_THE_KIOSK_OF_A} from './atTheKiosk.ts';
import {IN_THE_MAIL} from './inTheMail.ts';
import {OF_OTHERS} from './ofOthers.ts';
import {SIBLINGS} from './siblings.ts';

/** What another stranger broke at a kiosk, a press office and a mailer, and what is like it. */
export const STRANGER_A = [...OF_OTHERS, ...AT_THE_KIOSK_OF_A, ...IN_THE_MAIL, ...SIBLINGS, ...ASKED_PATHS];

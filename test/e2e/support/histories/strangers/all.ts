import {ON_PAGES} from './pages.ts';
import {AT_THE_SHOES} from './shoes.ts';

/** What a stranger broke, and whom it was laid at. */
export const STRANGERS = [...AT_THE_SHOES, ...ON_PAGES];

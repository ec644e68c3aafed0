/** What maintenance and deploys both go by, as data. */
export {
  isInPlace,
  leadsTo,
  type Page,
  type PageLabels,
  pinsFor,
  pageOf,
  serves,
  type Through,
} from './plan/page.ts';
export {isAlive} from './plan/leaving.ts';

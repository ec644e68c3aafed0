/** What maintenance and deploys both go by, as data. */
export {BY, LABEL, SINCE} from './plan/maintenance.ts';
export {passingPorts} from './plan/nginx.ts';
export {heldIn, withHeld} from './plan/pins.ts';

/** How services and sites are waited for, for rooms that start some themselves. */
export {watch, type Watched, type WatchNeeds} from './act/watch.ts';

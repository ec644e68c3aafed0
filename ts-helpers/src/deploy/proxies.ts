/** Proxies and turns, for rooms that turn proxies themselves. */
export {tryToTakeBoth} from './act/turn.ts';
export {comesTrue, type ProxyNeeds} from './act/proxy/handover.ts';
export {lead} from './act/maintenance/lead.ts';
export {makePage, type ServeNeeds, startPage} from './act/maintenance/serve.ts';
export {findPages, findThrough} from './gather/maintenance.ts';
export {findProxies} from './gather/proxies.ts';

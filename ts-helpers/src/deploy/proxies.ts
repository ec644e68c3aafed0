/** Proxies and turns, for rooms that turn proxies themselves. */
export {tryToTakeBoth} from './act/turn.ts';
export {comesTrue, type ProxyNeeds} from './act/proxy/handover.ts';
export {reload, workersOf} from './act/proxy/reload.ts';
export {findProxies} from './gather/proxies.ts';

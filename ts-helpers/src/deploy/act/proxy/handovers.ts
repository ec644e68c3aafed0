import type {ComposeModel} from '../../../compose/model.ts';
import {withPins} from '../../plan/pins.ts';
import {type Following, followingOf, type Proxy} from '../../plan/proxy.ts';
import {draining, undrain} from './haproxy.ts';
import type {Handover, ProxyNeeds, Turn} from './handover.ts';
import {pinning} from './nginx.ts';
import {resolving} from './resolving.ts';

/** How proxies let go of the old containers of a service. Those that were told something so far are kept in `told`. */
export const handoverOf = (
  turn: Turn,
  {followings, told}: {followings: readonly Following[]; told: Set<Following>},
  needs: ProxyNeeds,
): Required<Handover> => {
  const of = (following: Following) => ofOne(following, turn, needs);
  const each = async (work: (one: Handover) => Promise<void>) => {
    for (const one of told) {
      const handover = of(one);
      if (handover !== undefined) await work(handover);
    }
  };
  return {
    async shut() {
      for (const one of followings) {
        const handover = of(one);
        if (handover?.shut === undefined) continue;
        told.add(one);
        await handover.shut();
      }
    },
    async turn() {
      for (const one of followings) {
        await of(one)?.turn();
        told.add(one);
      }
    },
    drain: async mostMs => void (await Promise.all([...told].map(one => of(one)?.drain(mostMs)))),
    close: () => each(one => one.close()),
    back: () => each(one => one.back()),
  };
};

const ofOne = (following: Following, turn: Turn, needs: ProxyNeeds): Handover | undefined => {
  const {proxy} = following;
  switch (following.by) {
    case 'pin':
      return pinning(following, turn, needs);
    case 'resolver':
      return resolving(proxy, following.validS, needs);
    case 'socket':
      return draining(following, turn, needs);
    case 'nothing':
      return undefined;
  }
};

/** Takes away what a deploy that was killed has told proxies. */
export const forgetTurns = async (
  {proxies, model}: {proxies: readonly Proxy[]; model: ComposeModel},
  needs: ProxyNeeds,
): Promise<void> => {
  for (const {container, isPinned} of proxies) {
    if (!isPinned) continue;
    await needs.docker.writeHosts(container, withPins(await needs.docker.hosts(container), []));
  }
  for (const service of Object.keys(model.services))
    for (const one of followingOf(service, proxies, model))
      if (one.by === 'socket') await undrain(one, needs);
};

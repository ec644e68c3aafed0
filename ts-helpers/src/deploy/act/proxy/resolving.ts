import type {Proxy} from '../../plan/proxy.ts';
import type {Handover, ProxyNeeds} from './handover.ts';

const nothing = () => Promise.resolve();

/** A proxy that looks names up itself: it knows the new containers once its last answer is too old. */
export const resolving = (proxy: Proxy, validS: number, {clock, voice}: ProxyNeeds): Handover => ({
  async turn() {
    voice.detail(`${proxy.service} looks its names up anew within ${validS} s`);
    await clock.wait(validS * 1_000);
  },
  drain: nothing,
  close: nothing,
  back: nothing,
});

import type {Inside} from '../../engines/inside.ts';

/**
 * Ends a throw-away server once this process is no more, however it went: its end of the pipe closes then. One signal is for a
 * server that would wait for whoever is connected; while its image still prepares it, nobody listens to either.
 */
export const leash = (inside: Inside): void => {
  inside.pipe(['sh', '-c', LEASH]);
};

const LEASH = 'cat >/dev/null; while :; do kill -TERM 1; kill -INT 1; sleep 1; done';

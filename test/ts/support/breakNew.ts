import type {Host} from '../../fakes/deploying.ts';
import type {Program} from '../../fakes/engine/program.ts';

export const CRASHES: Program = {exits: 1, afterMs: 500, prints: ['no such table']};

/** Images that there are by now do what they did; later ones crash. */
export const breakNew = ({engine}: Pick<Host, 'engine'>, program = CRASHES): void => {
  const known = new Set([...engine.images.values()].map(({id}) => id));
  engine.programOf = (_, {id}) => (known.has(id) ? undefined : program);
};

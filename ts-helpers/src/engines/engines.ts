import type {EngineKind} from '../archive/manifest.ts';
import type {Engine} from './engine.ts';
import {postgres} from './postgres.ts';

const ENGINES: Partial<Record<EngineKind, Engine>> = {postgres};

export const engineFor = (kind: EngineKind): Engine => {
  const engine = ENGINES[kind];
  if (engine === undefined) throw new Error(`no engine for ${kind}`);
  return engine;
};

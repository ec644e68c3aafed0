import type {EngineKind} from '../archive/manifest.ts';
import type {Engine} from './engine.ts';
import {mongo} from './mongo.ts';
import {mysql} from './mysql.ts';
import {postgres} from './postgres.ts';

const ENGINES: Readonly<Record<EngineKind, Engine>> = {postgres, mysql, mongo};

export const engineFor = (kind: EngineKind): Engine => ENGINES[kind];

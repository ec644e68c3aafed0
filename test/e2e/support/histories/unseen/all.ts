import type {History} from '../history.ts';
import {FLASK_CODE} from './flask.ts';
import {GO_CODE} from './go.ts';
import {IMAGES} from './images.ts';
import {INNOCENTS} from './innocents.ts';
import {LARAVEL_CODE} from './laravel.ts';
import {RAILS_CODE} from './rails.ts';
import {SERVICES} from './services.ts';
import {SPRING_CODE} from './spring.ts';
import {TYPESCRIPT_CODE} from './typescript.ts';

/** Written beside another blame, and first shown to this one when its weights had been found. */
export const UNSEEN: readonly History[] = [
  ...FLASK_CODE,
  ...TYPESCRIPT_CODE,
  ...LARAVEL_CODE,
  ...RAILS_CODE,
  ...GO_CODE,
  ...SPRING_CODE,
  ...SERVICES,
  ...IMAGES,
  ...INNOCENTS,
];

import type {Breakage} from './breakage.ts';
import {djangoBreakages} from './breakages/django.ts';
import {djangoPostgresBreakages} from './breakages/djangoPostgres.ts';
import {nodeBreakages} from './breakages/node.ts';
import {nodeTestBreakages} from './breakages/nodeTests.ts';
import {phpBreakages} from './breakages/php.ts';
import {rubyBreakages} from './breakages/ruby.ts';
import {composeBreakages} from './breakages/compose.ts';
import {siteBreakages} from './breakages/site.ts';
import {nginxBreakages} from './breakages/nginx.ts';

/** Projects that somebody breaks, in ways that people break theirs. */
export const BREAKAGES: readonly Breakage[] = [
  ...djangoBreakages,
  ...djangoPostgresBreakages,
  ...nodeBreakages,
  ...nodeTestBreakages,
  ...phpBreakages,
  ...rubyBreakages,
  ...nginxBreakages,
  ...siteBreakages,
  ...composeBreakages,
];

import * as z from 'zod/mini';
import {inDocs} from '../../errors/documents.ts';
import {defined, defineSettings} from '../fragment.ts';
import {described, environment, text} from '../keys.ts';
import {PRODUCTION} from '../production.ts';

/** What becomes of a column: it stays as it is, ops/mask.sql masks it, or one of ours does. */
export const MASKS = ['keep', 'sql', 'empty', 'text', 'email', 'name', 'phone', 'hash'] as const;
export type Mask = (typeof MASKS)[number];

/** That somebody allows data of production in another environment. */
export interface Consent {
  by?: string;
  /** Days: `2026-11-27`. */
  on?: string;
  until?: string;
  for?: string;
}

export interface RefreshSettings {
  /** By `public.customer.email`, or `public.order.*`. */
  columns: Readonly<Record<string, Mask>>;
  /** Whether volumes and folders come too: all, or those named. */
  files: boolean | readonly string[];
  /** Environments that are refreshed each night, once production is backed up. */
  nightly: readonly string[];
  isProtected: boolean;
  consent?: Consent;
  /** By project: what the organisation says is protected. */
  protectedProjects: Readonly<Record<string, {consent?: Consent}>>;
}

const day = z.iso.date('must be a day, like 2026-11-27');

const consent = described(
  z.strictObject({
    by: described(text, 'Who consents, on behalf of whom.'),
    on: described(day, 'The day on which they did.'),
    until: described(day, 'The last day on which it holds. Default: it is not limited.'),
    for: described(text, 'What they have consented to, and where that is written down.'),
  }),
  'That unmasked data of production may be there: what a contract or a letter says is recorded here. Where the organisation says that the project is protected, its own counts.',
  {by: 'A. Clerk, Ministry of Works', on: '2026-11-27', for: 'acceptance on stage, letter 4711'},
);

const environments = z.array(
  environment.check(z.refine(name => name !== PRODUCTION, 'cannot be prod: that is where the data is from')),
);

/** Data of production in other environments: what is masked, and what is not. */
export const refresh = defineSettings({
  project: {
    mask: described(
      z.strictObject({
        columns: described(
          z.record(text, z.enum(MASKS, {error: `must be one of ${MASKS.join(', ')}`})),
          `What becomes of each column of production in other environments: see ${inDocs('how-to/refresh.md')}.`,
          {'public.customer.email': 'email', 'public.product.*': 'keep'},
        ),
      }),
      'What is masked of data of production before it is in another environment.',
      {columns: {'public.customer.email': 'email', 'public.product.*': 'keep'}},
    ),
    protected: described(
      z.boolean('must be true or false'),
      'Whether production has data of a government, of patients or the like, which is nowhere else without masks or a recorded consent. Default: false.',
      true,
    ),
    refresh: described(
      z.strictObject({
        files: described(
          z.union([z.boolean(), z.array(text)], {
            error: 'must be true, false, or names of volumes and folders',
          }),
          'Whether volumes and folders of production come too: all, or those named. They cannot be masked. Default: false.',
          ['media'],
        ),
        nightly: described(
          environments,
          'Environments that are refreshed each night, once production is backed up and proven. Default: none.',
          ['stage'],
        ),
        consent,
      }),
      'What `countable refresh` brings from production into another environment.',
      {nightly: ['stage']},
    ),
  },
  organisation: {
    protectedProjects: described(
      z.record(text, z.strictObject({consent})),
      'Projects that are `protected`, by name, whatever their repositories say.',
      {clinic: {}},
    ),
  },
  settle: ({organisation, own, given}): {refresh: RefreshSettings} => {
    const {files = false, nightly = [], consent: said} = {...own.refresh, ...given.refresh};
    return {
      refresh: {
        columns: given.mask?.columns ?? own.mask?.columns ?? {},
        files,
        nightly,
        isProtected: given.protected ?? own.protected ?? false,
        ...(said && {consent: defined(said)}),
        protectedProjects: Object.fromEntries(
          Object.entries(organisation.protectedProjects ?? {}).map(([name, {consent: of}]) => [
            name,
            of === undefined ? {} : {consent: defined(of)},
          ]),
        ),
      },
    };
  },
});

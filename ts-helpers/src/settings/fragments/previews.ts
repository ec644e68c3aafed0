import * as z from 'zod/mini';
import {defined, defineSettings, type Layers} from '../fragment.ts';
import {described, text} from '../keys.ts';

export interface PreviewSettings {
  /** Label of the agent; absent where the convention's are meant. */
  agent?: string;
  /** So long one stays to which nothing was deployed. */
  days: number;
  /** With `{name}`, `{number}` and `{port}` in it. */
  url?: string;
  /** So many a project has on one host. */
  limit: number;
}

const whole = (of: string) => z.int(`must be a whole number of ${of}`).check(z.gte(1, 'must be 1 at least'));

const map = z.strictObject({
  agent: described(
    text,
    'Jenkins label of their agent, which must not be production’s. Default: `<name>-preview` if any agent has it, else `preview`.',
  ),
  days: described(
    whole('days'),
    'Days without a deploy after which one is removed, with its data. Default: 14.',
  ),
  url: described(
    text.check(
      z.regex(/^https?:\/\/\S+$/, 'must be an address, like https://{name}-pr-{number}.example.org'),
    ),
    'Address of one, with `{name}`, `{number}` and `{port}` in it. Default: the host of the agent with each port that is published.',
  ),
  limit: described(whole('previews'), 'How many the project may have on one host. Default: 10.'),
});

const keys = {
  previews: described(
    z.union([z.boolean(), map], {error: 'must be true, false, or a map of settings'}),
    'Whether a pull request of the repository’s own branches is brought up for people to look at. Default: false.',
    {agent: 'preview', days: 7, url: 'https://{name}-pr-{number}.preview.example.org'},
  ),
};

type Said = Layers<typeof keys, typeof keys>;

/** An organisation's no, its agent and its limit hold: a repository can narrow them. */
export const previews = defineSettings({
  project: keys,
  organisation: keys,
  settle: (said): {previews: PreviewSettings | false} => ({previews: settled(said)}),
  notes: ({organisation, own, given}) => {
    const wanted = given.previews ?? own.previews ?? false;
    return organisation.previews === false && wanted !== false ? [NOT_HERE] : [];
  },
});

const settled = ({organisation, own, given}: Said): PreviewSettings | false => {
  const wanted = given.previews ?? own.previews ?? organisation.previews ?? false;
  if (wanted === false || organisation.previews === false) return false;
  const [ofAll, ofProject, ofBuild] = [organisation, own, given].map(({previews: one}) =>
    typeof one === 'object' ? one : {},
  );
  const said = {...DEFAULTS, ...defined({...ofAll, ...ofProject, ...ofBuild})};
  return {
    ...said,
    ...defined({agent: ofAll?.agent ?? said.agent}),
    limit: Math.min(said.limit, ofAll?.limit ?? said.limit),
  };
};

const DEFAULTS: PreviewSettings = {days: 14, limit: 10};

const NOT_HERE = '`previews` of the repository does not count: the organisation wants none.';

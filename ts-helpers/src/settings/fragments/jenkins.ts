import * as z from 'zod/mini';
import {defined, defineSettings, type Layers} from '../fragment.ts';
import {JOB_KINDS} from '../jobKinds.ts';
import {described, text} from '../keys.ts';
import {PRODUCTIONS} from '../production.ts';

export interface JenkinsSettings {
  jobs: 'multibranch' | 'classic' | 'organization';
  /** Path of the folder that the jobs are in: `team/web`. */
  folder?: string;
  /** Id of the credential that checks out. */
  credential?: string;
  /** Whether production is deployed by the branch's job, or only by a job of its own. */
  production: 'same' | 'separate';
}

const keys = {
  jenkins: described(
    z.strictObject({
      jobs: described(
        z.enum(JOB_KINDS, 'must be multibranch, classic or organization'),
        'Kind of jobs that `countable jenkins jobs` makes. Default: multibranch.',
      ),
      folder: described(
        text.check(z.regex(/^[^/]+(\/[^/]+)*$/, 'must be a path of names, like team/web')),
        'Path of the Jenkins folder that the jobs are in. Default: none.',
      ),
      credential: described(
        text,
        'Id of the Jenkins credential that checks the repositories out. Default: none.',
      ),
      production: described(
        z.enum(PRODUCTIONS, 'must be same or separate'),
        'Whether a branch deploys to production from its own job, or only from a job in the folder `production`, which alone holds the credentials for it. Default: same.',
      ),
    }),
    'Jobs in Jenkins.',
    {folder: 'team', production: 'separate'},
  ),
};

type Said = Layers<typeof keys, typeof keys>;

/** A repository can separate production, and never put it back together. */
export const jenkins = defineSettings({
  project: keys,
  organisation: keys,
  settle: (said): {jenkins: JenkinsSettings} => ({
    jenkins: {
      jobs: 'multibranch',
      ...defined({...said.organisation.jenkins, ...said.own.jenkins, ...said.given.jenkins}),
      production: isSeparate(said) ? 'separate' : (wanted(said) ?? 'same'),
    },
  }),
  notes: said => (isSeparate(said) && wanted(said) === 'same' ? [NOT_SAME] : []),
});

const isSeparate = ({variables, organisation}: Said): boolean =>
  variables.production === 'separate' || organisation.jenkins?.production === 'separate';

const wanted = ({own, given}: Said): JenkinsSettings['production'] | undefined =>
  given.jenkins?.production ?? own.jenkins?.production;

const NOT_SAME =
  '`jenkins: {production: same}` of the repository does not count: the organisation deploys production from the folder production alone.';

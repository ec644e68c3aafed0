import type {Finished} from '../run/finished.ts';
import {defineVerb, optional} from '../run/verb.ts';
import type {PolicyName, Policy} from './policy.ts';

/** Documents by whom they are for. */
export interface PoliciesResult {
  bucket: string;
  policies: Partial<Record<PolicyName, Policy>>;
}

export const backupPolicy = defineVerb({
  name: 'backup policy',
  reaches: 'every production',
  does: 'print what credentials of backups have to be allowed',
  explains:
    'Policy documents of IAM for the bucket of the settings, with the least that each needs. node: production hosts; they write ' +
    'archives, and read nothing that they wrote. pitr: beside it, those that keep every moment; pgBackRest reads, lists and deletes below pitr/. proof: where backups are proven; it reads them and writes evidence. fleet: the ' +
    'nightly check, which alone may delete. Asks nobody, and changes nothing.',
  arguments: {
    whose: optional('of one of them alone, as JSON', {choices: ['node', 'pitr', 'proof', 'fleet']}),
  },
  flags: {},
  examples: [
    {command: 'countable backup policy', does: 'all four, each with a heading'},
    {command: 'countable backup policy node', does: 'for aws iam put-user-policy'},
  ],
  async run({whose, facts}, world): Promise<Finished<PoliciesResult>> {
    const [{readOrganisation}, {policiesFor}, {bucketOf}] = await Promise.all([
      import('../workspace/open.ts'),
      import('./policy.ts'),
      import('../project/bucket.ts'),
    ]);
    const {backup} = await readOrganisation({facts}, world);
    const bucket = bucketOf({backup});
    const {older = [], copies = []} = backup === 'none' ? {} : backup;
    const all = policiesFor(bucket, older, copies);
    const policies = whose === undefined ? all : {[whose]: all[whose as PolicyName]};
    return {result: {bucket: bucket.name, policies}};
  },
  show: ({policies}, {whose}) =>
    Object.entries(policies)
      .map(
        ([name, policy]) => `${whose === undefined ? `# ${name}\n` : ''}${JSON.stringify(policy, null, 2)}\n`,
      )
      .join(''),
});

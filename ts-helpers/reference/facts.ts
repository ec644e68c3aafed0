import * as z from 'zod/mini';
import type {Facts} from '../src/seam/facts.ts';
import {factsSchema} from '../src/seam/factsSchema.ts';
import {fenced, plain, table} from './markdown.ts';

export const factsJsonSchema = (): z.core.JSONSchema.JSONSchema => z.toJSONSchema(factsSchema, {io: 'input'});

/** What each of them is; the compiler knows when one is missing. */
const FIELDS: Readonly<Record<keyof Facts, string>> = {
  seam: 'the version of what crosses, by which the library and the CLI know that they fit; a script of your own leaves it out',
  jenkins: 'the job, the number and the address of the build, its branch or pull request, what triggered it',
  controller: 'variables that the controller sets for all builds; they count more than the environment',
  scm: 'the map that `checkout scm` returned',
  checkedOut: 'the commit that an earlier stage of this build checked out here',
  timer:
    '`true` as if the nightly timer had begun the build, which then only backs up; the library says it by `jenkins.timer`',
  beside: 'the name of the stage, where others run at the same time: each of its lines begins with it',
  operation:
    'of a build of `countableOps()`: the parameters that were chosen, who began it, and whose deploy folder the verb works in',
  options: 'the named arguments of `countablePipeline(...)`: [settings](settings.md)',
  memory: 'what the last build left for those after it: `memory` of its report.json',
  log: 'for `notify`: the last lines of the log of Jenkins, where a stage could not tell what happened',
  plan: 'for `notify`: what `countable plan --json` printed; absent where planning itself failed',
  results: 'for `notify`: what each stage left behind, as `--result` of `test` and `deploy` writes it',
  mishaps: 'for `notify`: stages that left no result, with the exception of Jenkins',
  running: 'for `notify`: stages that have not ended yet',
  first: 'for `notify`: whom the first failure of this build was told, while others were running',
};

export const EXAMPLE: Facts = {
  jenkins: {jobName: 'shop/develop', buildNumber: 7, branchName: 'develop', triggers: ['Started by timer']},
  results: [
    {
      stage: 'Test',
      outcome: 'failed',
      startedAt: '2026-11-26T10:00:00Z',
      durationMs: 12_000,
      error: {
        code: 'TESTS_FAILED',
        message: '1 of 3 tests failed.',
        remedy: 'Correct the code or the tests.',
        where: 'service test',
        exitCode: 5,
        evidence: {failedTests: [{name: 'cart › adds', message: 'expected 5'}]},
      },
    },
  ],
};

export const factsPage = (): string => `# Facts

What \`--facts\` takes: a JSON file that the Jenkins library writes, and that a script of your own may write. It never holds a
secret. Each field may be left out, or be null; fields that are not known are passed over.

${table(
  ['field', ''],
  Object.entries(FIELDS).map(([name, does]) => [`\`${name}\``, plain(does)]),
)}

[facts.schema.json](facts.schema.json) has all that is in them. A file that is not of that shape is refused with \`BAD_FACTS\`,
which names the first place.

${fenced('json', JSON.stringify(EXAMPLE, null, 2))}

Kept as facts.json, it tells what people would be told of such a build:

${fenced('sh', 'countable notify --facts facts.json --plan')}
`;

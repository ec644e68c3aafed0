import * as z from 'zod/mini';
import {inDocs} from '../../errors/documents.ts';
import {defined, defineSettings} from '../fragment.ts';
import {described, text} from '../keys.ts';
import {reportPlace} from '../paths.ts';

export interface TestSettings {
  test: 'none' | {service: string; command?: string; junit: string[]};
  /** What tests of this project may have of an agent that deploys: the organisation's word alone (docs/how-to/test.md). */
  hostAccess?: readonly string[];
}

const keys = z.union(
  [
    z.literal('none'),
    z.strictObject({
      service: described(
        text,
        'Service whose exit code is the result; with `command`, the service it runs in. Default: `test`.',
      ),
      command: described(text, 'Command to run by exec in `service`, as `sh -c` reads it.'),
      junit: described(
        z.union([reportPlace, z.array(reportPlace)]),
        'JUnit XML: globs in the workspace, or absolute paths in the container. Default: the usual places.',
      ),
    }),
  ],
  {error: 'must be none, or a map of service, command and junit'},
);

export const test = defineSettings({
  project: {
    test: described(
      keys,
      'How to test; `none` says that there are no tests on purpose.',
      {service: 'web', command: 'pytest --junitxml=/tmp/junit.xml', junit: '/tmp/junit.xml'},
      'none',
    ),
  },
  organisation: {
    testAccess: described(
      z.record(text, z.array(text)),
      `What the tests of a repository may have of an agent that also deploys, by name: see ${inDocs('how-to/test.md')}. Default: nothing.`,
      {'team/shop': ['docker.sock']},
    ),
  },
  settle: ({organisation, own, given, repository}): TestSettings => ({
    test: testOf(given.test ?? own.test),
    ...defined({hostAccess: repository === undefined ? undefined : organisation.testAccess?.[repository]}),
  }),
});

const testOf = (said: z.output<typeof keys> | undefined): TestSettings['test'] => {
  if (said === 'none') return 'none';
  const {junit = [], service = 'test', command} = said ?? {};
  return {service, ...defined({command}), junit: typeof junit === 'string' ? [junit] : junit};
};

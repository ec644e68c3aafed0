import {plan} from '../run/commonFlags.ts';
import {defineVerb} from '../run/verb.ts';

export const notify = defineVerb({
  name: 'notify',
  reaches: 'nothing',
  does: 'tell people how a build went',
  explains:
    'Reads the results of all stages from --facts and tells the Slack channel of the project, if there is ' +
    'something to tell: who is blamed, the root cause, its remedy. Mails those people where Slack cannot be reached ' +
    'and SMTP_URL is set. The message appears in the log as well. Leaves report.html and report.json in --output. ' +
    'Never fails a build. In Jenkins the library writes the file of --facts; elsewhere one of your own tells the same: ' +
    '{"plan": …, "results": [ … ]}, where the plan is what countable plan --json printed, and each result what ' +
    '--result of countable test or deploy left.',
  arguments: {},
  flags: {plan},
  examples: [
    {command: 'countable notify --facts facts.json --plan', does: 'the message, without sending it'},
    {command: 'countable notify --facts facts.json --output out', does: 'tell, and leave out/report.html'},
  ],
  run: async (given, world) => (await import('./work.ts')).runNotify(given, world),
  // What it tells people stands in the log.
  show: () => '',
});

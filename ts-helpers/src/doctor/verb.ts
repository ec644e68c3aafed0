import {branch, plan} from '../run/commonFlags.ts';
import {on, oneOf, word} from '../run/flag.ts';
import {defineVerb, optional} from '../run/verb.ts';
import type {Finished} from '../run/finished.ts';
import type {DoctorResult} from './doctor.ts';
import type {FixOutcome, FixPlan} from './fix.ts';

export const doctor = defineVerb({
  name: 'doctor',
  reaches: 'nothing',
  does: 'hold the project, this machine, Jenkins or the organisation to conventions',
  explains:
    'Reads the compose files of every environment, Dockerfiles and what git has, and tells what breaks a convention: where, why it ' +
    'matters, and how it is mended. Needs no engine and no secret: variables that files leave open have stand-ins. Ends with exit ' +
    'code 0 where nothing is as bad as --fail-on says, else with 4 and CONVENTIONS_BROKEN. ' +
    'docs/reference/doctor.md lists all rules; `doctor: {off: [code]}` in countable.yml turns some off. Of an agent it looks at the machine that it runs on: engine, Compose, disk, programs, clock; of jenkins at its agents and plugins (JENKINS_URL, JENKINS_USER_ID, JENKINS_API_TOKEN); of the organisation at its settings, the backups of all projects, and tokens. With --fix it mends what is mechanical, and touches nothing else of the files.',
  arguments: {
    subject: optional('what to look at; default: project', {
      choices: ['project', 'agent', 'jenkins', 'organisation'],
    }),
  },
  flags: {
    branch,
    failOn: oneOf(
      ['error', 'warning', 'note'],
      'SEVERITY',
      'fail from here on: error, warning or note; default: error',
    ),
    format: oneOf(['sarif', 'junit'], 'FORMAT', 'print SARIF 2.1.0 for code hosts, or JUnit XML for Jenkins'),
    fix: on('mend what needs no thought: shown as a diff, and written once that is confirmed'),
    plan,
    yes: word('PROJECT', 'the name of the project: its files may be changed as --fix shows it'),
    history: on('look for secrets in the newest 2,000 commits of git as well, 200,000 lines of them'),
    writeBaseline: on('write all that is found to the baseline: it is counted from then on, and not told'),
  },
  examples: [
    {command: 'countable doctor', does: 'what this project should change'},
    {
      command: 'countable doctor --write-baseline',
      does: 'go on from what there is',
    },
    {command: 'countable doctor agent', does: 'what this machine lacks as an agent'},
    {command: 'countable doctor organisation', does: 'what is wrong with backups and tokens'},
    {command: 'countable doctor --fix --plan', does: 'what could be mended at once, as a diff'},
    {command: 'countable doctor --fail-on warning --format junit', does: 'in a build'},
  ],
  async run(given, world): Promise<Finished<DoctorResult | FixPlan | FixOutcome>> {
    return (await import('./work.ts')).runDoctor(given, world);
  },
  show: null,
});

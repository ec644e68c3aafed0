import {plan, repair} from '../run/commonFlags.ts';
import {folder, oneOf} from '../run/flag.ts';
import {defineVerb, optional} from '../run/verb.ts';
import {JOB_KINDS} from '../settings/jobKinds.ts';

export const jenkinsJobs = defineVerb({
  name: 'jenkins jobs',
  reaches: 'nothing',
  does: 'set up the jobs of a project in Jenkins',
  explains:
    'Ensures a multibranch job, or the classic three, or an organisation folder that finds every repository with a ' +
    'Jenkinsfile by itself. A second run changes nothing; what people added to a job stays; what they changed is ' +
    'told, and brought back with --repair. With --files the same jobs are written as files, and no Jenkins is asked. ' +
    'JENKINS_URL, JENKINS_USER_ID and JENKINS_API_TOKEN name the controller.',
  arguments: {project: optional("the project's name; default: the repository's")},
  flags: {
    plan,
    repair,
    kind: oneOf(JOB_KINDS, 'KIND', 'multibranch, classic or organization; default: the setting'),
    files: folder('write files for Job DSL and Configuration as Code there, and ask no Jenkins'),
  },
  examples: [
    {command: 'countable jenkins jobs --plan', does: 'what would change'},
    {command: 'countable jenkins jobs --kind organization', does: 'one folder for all repositories'},
    {command: 'countable jenkins jobs --files jenkins', does: 'write jobs.groovy and jobs.yaml'},
  ],
  run: async (given, world) => (await import('./jobsWork.ts')).runJobs(given, world),
  show: async result => (await import('./shown.ts')).jobsText(result),
});

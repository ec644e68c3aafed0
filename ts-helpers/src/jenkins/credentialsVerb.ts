import {plan} from '../run/commonFlags.ts';
import {file, word} from '../run/flag.ts';
import {defineVerb, optional} from '../run/verb.ts';

export const jenkinsCredentials = defineVerb({
  name: 'jenkins credentials',
  reaches: 'nothing',
  does: 'list the credentials of a project in Jenkins, or set one',
  explains:
    'Lists those that the pipeline binds: which are there, what each is for, the least it needs; never their values. ' +
    'With --set one of them is put into Jenkins: its value is what the file of --from holds. ' +
    'JENKINS_URL, JENKINS_USER_ID and JENKINS_API_TOKEN name the controller.',
  arguments: {project: optional("the project's name; default: the repository's")},
  flags: {
    plan,
    set: word('ID', 'put this credential into Jenkins'),
    from: file('file with the value of the credential'),
  },
  examples: [
    {command: 'countable jenkins credentials', does: 'which are there, which are missing'},
    {
      command: 'countable jenkins credentials --set shop-stage-env --from ../stage.env',
      does: 'put a secret file into Jenkins',
    },
  ],
  run: async (given, world) => (await import('./credentialsWork.ts')).runCredentials(given, world),
  show: async result => (await import('./shown.ts')).credentialsText(result),
});

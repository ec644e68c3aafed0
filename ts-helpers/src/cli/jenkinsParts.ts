import type {Part} from '../cli.ts';

export const jenkinsParts: readonly Part[] = [
  {
    name: 'jobs',
    does: 'set up the jobs of a project',
    explains:
      'Ensures a multibranch job, or the classic three, or an organisation folder that finds every repository ' +
      'with a Jenkinsfile by itself. A second run changes nothing; what people added to a job stays; what they changed ' +
      'is told, and brought back with --repair. With --files the same jobs are written as files.',
    flags: ['plan', 'repair', 'kind', 'files'],
    examples: [
      {command: 'countable jenkins jobs --plan', does: 'what would change'},
      {command: 'countable jenkins jobs --kind organization', does: 'one folder for all repositories'},
      {command: 'countable jenkins jobs --files jenkins', does: 'write jobs.groovy and jobs.yaml'},
    ],
  },
  {
    name: 'credentials',
    does: 'list the credentials that the pipeline binds, or set one',
    explains:
      'Lists those that the pipeline binds: which are there, what each is for, the least it needs; never their values. ' +
      'With --set one of them is put into Jenkins: its value is what the file of --from holds.',
    flags: ['plan', 'set', 'from'],
    examples: [
      {command: 'countable jenkins credentials', does: 'which are there, which are missing'},
      {
        command: 'countable jenkins credentials --set shop-stage-env --from ../stage.env',
        does: 'put a secret file into Jenkins',
      },
    ],
  },
];

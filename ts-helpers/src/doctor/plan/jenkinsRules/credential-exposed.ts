import type {JenkinsFacts} from '../jenkinsFacts.ts';
import type {Rule} from '../rule.ts';

export const credentialExposed: Rule<JenkinsFacts> = {
  code: 'credential-exposed',
  severity: 'error',
  title: 'A credential of production is where every branch can bind it',
  why: 'A pull request that changes the Jenkinsfile reads it, and is in production. Of the project in this folder, where there is one.',
  mend: 'Set `jenkins: {production: separate}`, run `countable jenkins jobs`, and move it into the folder production.',
  find: ({credentials = []}) =>
    credentials
      .filter(({state}) => state === 'exposed')
      .map(({id, place}) => ({file: id, message: `${id} lies in ${place}.`})),
};

import type {NeededCredential} from '../plan/credentials.ts';
import {UserError} from '../../errors/userError.ts';
import {text} from './configXml.ts';

const PACKAGE = 'org.jenkinsci.plugins.plaincredentials.impl';

/** A credential as the credentials plugin takes it (https://plugins.jenkins.io/credentials/). */
export const credentialXml = (
  {id, kind, for: purpose, fileName = id}: NeededCredential,
  value: Buffer,
): string => {
  const about = `<scope>GLOBAL</scope><id>${text(id)}</id><description>${text(purpose)}</description>`;
  switch (kind) {
    case 'secret text': {
      const type = `${PACKAGE}.StringCredentialsImpl`;
      return `<${type}>${about}<secret>${text(value.toString('utf8').trim())}</secret></${type}>`;
    }
    case 'secret file': {
      const type = `${PACKAGE}.FileCredentialsImpl`;
      const bytes = value.toString('base64');
      return `<${type}>${about}<fileName>${text(fileName)}</fileName><secretBytes>${bytes}</secretBytes></${type}>`;
    }
    case 'key or password':
      throw new UserError(
        'JENKINS_UNKNOWN_CREDENTIAL',
        `${id} is a key or a password with its user: not set this way.`,
        {
          remedy: 'Add it in Jenkins: Manage Jenkins, Credentials.',
        },
      );
  }
};

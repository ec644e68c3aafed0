import type {HttpApiOptions} from '../../outside/httpApi.ts';
import {ServiceError} from '../../outside/serviceError.ts';

/** Who asks a controller, and where it is. */
export type JenkinsAccount = Omit<HttpApiOptions, 'service' | 'urlFrom' | 'tokenFrom' | 'headers'> & {
  user: string;
  token: string;
};

export const optionsOf = ({user, token, ...rest}: JenkinsAccount): HttpApiOptions => ({
  ...rest,
  service: 'Jenkins',
  urlFrom: 'JENKINS_URL',
  tokenFrom: 'JENKINS_USER_ID, JENKINS_API_TOKEN',
  headers: {authorization: `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`},
});

export const noJenkins = ({url, urlFrom}: Pick<HttpApiOptions, 'url' | 'urlFrom'>): ServiceError =>
  new ServiceError('NOT_THE_SERVICE', `What answers at ${url} is no Jenkins.`, {where: urlFrom});

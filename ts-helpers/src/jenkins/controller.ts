import {createHttpApi, dataOf, type HttpApiOptions} from '../outside/httpApi.ts';
import {ServiceError} from '../outside/serviceError.ts';
import {understanding} from '../outside/understanding.ts';

/** What a Jenkins controller tells of itself (https://www.jenkins.io/doc/book/using/remote-access-api/). */
export interface Controller {
  agents(): Promise<ControllerAgent[]>;
  /** Short names of those that are active; undefined where this user may not see them. */
  plugins(): Promise<string[] | undefined>;
}

export interface ControllerAgent {
  name: string;
  isOffline: boolean;
  /** By somebody, and not because it is gone. */
  isSetOffline: boolean;
  /** In the controller's words; empty where it gives none. */
  reason: string;
  /** Of the disk that its workspaces lie on; undefined where nobody has measured it. */
  disk?: {place: string; bytes: number};
  /** By which its clock differs from that of the controller; undefined where nobody has measured it. */
  clockMs?: number;
}

type Options = Omit<HttpApiOptions, 'service' | 'urlFrom' | 'tokenFrom' | 'headers'> & {
  user: string;
  token: string;
};

export const openController = ({user, token, ...rest}: Options): Controller => {
  const options = {
    ...rest,
    service: 'Jenkins',
    urlFrom: 'JENKINS_URL',
    tokenFrom: 'JENKINS_USER_ID, JENKINS_API_TOKEN',
    headers: {authorization: `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`},
  };
  const {request} = createHttpApi(options);
  const asked = async <T>(path: string, needs: string, query: Record<string, string> = {}): Promise<T> => {
    const answer = await request({path, query, needs});
    if (answer.headers.get('x-jenkins') === null || answer.status === 404)
      throw new ServiceError('NOT_THE_SERVICE', `What answers at ${options.url} is no Jenkins.`, {
        where: options.urlFrom,
      });
    return dataOf<T>(answer, options);
  };
  return understanding('Jenkins', {
    async agents() {
      const {computer = []} = await asked<Computers>('computer/api/json', 'Overall/Read');
      return computer.map(agentOf);
    },

    async plugins() {
      try {
        const query = {tree: 'plugins[shortName,active]'};
        const {plugins = []} = await asked<Plugins>('pluginManager/api/json', 'Overall/SystemRead', query);
        return plugins.filter(({active}) => active).map(({shortName}) => shortName);
      } catch (error) {
        if (error instanceof ServiceError && error.code === 'SCOPE_MISSING') return undefined;
        throw error;
      }
    },
  });
};

interface Plugins {
  plugins?: {shortName: string; active: boolean}[];
}

interface Computers {
  computer?: Computer[];
}

/** What an agent has measured is null for as long as it has not, and where the controller does not ask for it. */
interface Computer {
  displayName: string;
  offline: boolean;
  temporarilyOffline: boolean;
  offlineCauseReason?: string;
  monitorData?: {
    'hudson.node_monitors.DiskSpaceMonitor'?: {path: string; size: number} | null;
    'hudson.node_monitors.ClockMonitor'?: {diff: number} | null;
  };
}

const agentOf = ({
  displayName,
  offline,
  temporarilyOffline,
  offlineCauseReason = '',
  monitorData = {},
}: Computer): ControllerAgent => {
  const disk = monitorData['hudson.node_monitors.DiskSpaceMonitor'];
  const clock = monitorData['hudson.node_monitors.ClockMonitor'];
  return {
    name: displayName,
    isOffline: offline,
    isSetOffline: temporarilyOffline,
    reason: offlineCauseReason.replaceAll(/\s+/g, ' ').trim(),
    ...(disk && {disk: {place: disk.path, bytes: disk.size}}),
    ...(clock && {clockMs: clock.diff}),
  };
};

import {createHttpApi, dataOf} from '../outside/httpApi.ts';
import {ServiceError} from '../outside/serviceError.ts';
import {understanding} from '../outside/understanding.ts';
import type {ControllerAgent} from './plan.ts';
import {type JenkinsAccount, noJenkins, optionsOf} from './service/account.ts';

/** What a Jenkins controller tells of itself (https://www.jenkins.io/doc/book/using/remote-access-api/). */
export interface Controller {
  agents(): Promise<ControllerAgent[]>;
  /** Short names of those that are active; undefined where this user may not see them. */
  plugins(): Promise<string[] | undefined>;
}

export const openController = (account: JenkinsAccount): Controller => {
  const options = optionsOf(account);
  const {request} = createHttpApi(options);
  const asked = async <T>(path: string, needs: string, query: Record<string, string> = {}): Promise<T> => {
    const answer = await request({path, query, needs});
    if (answer.headers.get('x-jenkins') === null || answer.status === 404) throw noJenkins(options);
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

import type {Reply} from './jenkinsServer.ts';

/** What a controller says of itself. */
export interface JenkinsItself {
  /** Its agents, as `computer/api/json` has them. */
  computers: object[];
  /** By their short names; undefined where the user may not see them. */
  plugins: string[] | undefined;
}

export const NOTHING_OF_ITSELF: JenkinsItself = {computers: [], plugins: []};

export const itself = ({computers, plugins}: JenkinsItself, place: string): Reply | undefined => {
  if (place === 'computer/api/json')
    return json({_class: 'hudson.model.ComputerSet', busyExecutors: 0, computer: computers});
  if (place !== 'pluginManager/api/json') return undefined;
  // Who may not see them gets a page.
  if (plugins === undefined)
    return {status: 403, body: '<html><body>ada is missing the Overall/SystemRead permission</body></html>'};
  return json({
    _class: 'hudson.LocalPluginManager',
    plugins: plugins.map(shortName => ({active: true, shortName})),
  });
};

const json = (data: object): Reply => ({status: 200, body: JSON.stringify(data), type: 'application/json'});

import type {JenkinsFacts} from '../jenkinsFacts.ts';
import type {Rule} from '../rule.ts';

/** As README names them. */
const NEEDED = ['workflow-aggregator', 'git', 'credentials-binding', 'plain-credentials', 'junit'];

export const pluginMissing: Rule<JenkinsFacts> = {
  code: 'plugin-missing',
  severity: 'error',
  title: 'A plugin that the library needs is missing',
  why: 'Without it a step of the pipeline is unknown, and every build fails there. Who may not see the plugins (Overall/SystemRead) is told nothing.',
  mend: 'Install it: Manage Jenkins, Plugins, Available plugins; or in the image of the controller.',
  find: ({plugins}) =>
    plugins === undefined
      ? []
      : NEEDED.filter(name => !plugins.includes(name)).map(name => ({
          file: 'plugins',
          message: `The plugin ${name} is not there, or not active.`,
        })),
};

import {
  branchSpec,
  type GitHost,
  type JenkinsItem,
  type JobSource,
  SCAN_MINUTES,
  SCRIPT,
  WRITTEN_BY,
} from '../plan/items.ts';
import {
  ADDRESS,
  ALL_BRANCHES,
  DAYS_KEPT,
  MERGED,
  ORGANIZATION_SCAN_MINUTES,
  pollingSpec,
  SOURCE_ID,
} from './told.ts';

/** The items as a script of the Job DSL plugin (https://jenkinsci.github.io/job-dsl-plugin/). */
export const jobDsl = (items: readonly JenkinsItem[]): string =>
  [`// ${WRITTEN_BY}.`, ...items.map(itemScript), ''].join('\n\n').trimEnd() + '\n';

const itemScript = (item: JenkinsItem): string => {
  const name = groovyString(item.path.join('/'));
  switch (item.kind) {
    case 'folder':
      return `folder(${name})`;
    case 'multibranch':
      return multibranch(name, item);
    case 'pipeline':
      return pipeline(name, item.source, item.branches);
    case 'organization':
      return organization(name, item);
  }
};

const multibranch = (
  name: string,
  {source: {remote, credential}, only}: Extract<JenkinsItem, {kind: 'multibranch'}>,
): string => `multibranchPipelineJob(${name}) {
    branchSources {
        branchSource {
            source {
                git {
                    id(${groovyString(SOURCE_ID)})
                    remote(${groovyString(remote)})
                    credentialsId(${groovyString(credential ?? '')})
                    traits {
                        gitBranchDiscovery()${onlyFilter(only, 24)}
                    }
                }
            }
        }
    }
    factory {
        workflowBranchProjectFactory {
            scriptPath(${groovyString(SCRIPT)})
        }
    }
${upkeep(`${SCAN_MINUTES}m`)}
}`;

const pipeline = (
  name: string,
  {remote, credential}: JobSource,
  branches: readonly string[],
): string => `pipelineJob(${name}) {
    properties {
        pipelineTriggers {
            triggers {
                pollSCM {
                    scmpoll_spec(${groovyString(pollingSpec(SCAN_MINUTES))})
                }
            }
        }
    }
    definition {
        cpsScm {
            scm {
                git {
                    remote {
                        url(${groovyString(remote)})${credential === undefined ? '' : `\n                        credentials(${groovyString(credential)})`}
                    }
                    branches(${branches.map(branch => groovyString(branchSpec(branch))).join(', ')})
                    extensions {}
                }
            }
            scriptPath(${groovyString(SCRIPT)})
            lightweight(false)
        }
    }
}`;

const organization = (
  name: string,
  {host, owner, server, credential, only}: Extract<JenkinsItem, {kind: 'organization'}>,
): string => `organizationFolder(${name}) {
    organizations {
        ${host} {
            repoOwner(${groovyString(owner)})
            ${ADDRESS[host]}(${groovyString(server)})
            credentialsId(${groovyString(credential ?? '')})
            traits {
                ${host === 'github' ? 'gitHubBranchDiscovery' : 'bitbucketBranchDiscovery'} {
                    strategyId(${ALL_BRANCHES})
                }${only ? onlyFilter(only, 16) : pullRequests(host)}
            }
        }
    }
    projectFactories {
        workflowMultiBranchProjectFactory {
            scriptPath(${groovyString(SCRIPT)})
        }
    }
    properties {
        organizationChildTriggersProperty {
            templates {
                periodicFolderTrigger {
                    interval('${SCAN_MINUTES}m')
                }
            }
        }
    }
${upkeep(`${ORGANIZATION_SCAN_MINUTES / 60 / 24}d`)}
}`;

/** How long jobs of branches that are gone are kept, and how often Jenkins looks for new ones by itself. */
const upkeep = (interval: string): string => `    orphanedItemStrategy {
        discardOldItems {
            daysToKeep(${DAYS_KEPT})
        }
    }
    triggers {
        periodicFolderTrigger {
            interval('${interval}')
        }
    }`;

const pullRequests = (host: GitHost): string => `
                ${host === 'github' ? 'gitHubPullRequestDiscovery' : 'bitbucketPullRequestDiscovery'} {
                    strategyId(${MERGED})
                }`;

const onlyFilter = (only: readonly string[] | undefined, indent: number): string => {
  if (only === undefined) return '';
  const lines = [
    'headWildcardFilter {',
    `    includes(${groovyString(only.join(' '))})`,
    "    excludes('')",
    '}',
  ];
  return lines.map(line => `\n${' '.repeat(indent)}${line}`).join('');
};

/** A Groovy string in which nothing is expanded. */
const groovyString = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

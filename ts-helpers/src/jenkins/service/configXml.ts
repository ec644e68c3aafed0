import {branchSpec, type JenkinsItem, type JobSource, SCAN_MINUTES, SCRIPT} from '../plan/items.ts';
import {
  ADDRESS,
  ALL_BRANCHES,
  DAYS_KEPT,
  MERGED,
  ORGANIZATION_SCAN_MINUTES,
  pollingSpec,
  SOURCE_ID,
} from './told.ts';

/** Jenkins' own names of the kinds of items. */
export const TYPES: Record<JenkinsItem['kind'], string> = {
  folder: 'com.cloudbees.hudson.plugins.folder.Folder',
  multibranch: 'org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject',
  pipeline: 'flow-definition',
  organization: 'jenkins.branch.OrganizationFolder',
};

/** `config.xml` of a new item. Versions of plugins are left out: Jenkins adds its own. */
export const configXml = (item: JenkinsItem): string =>
  `<?xml version="1.1" encoding="UTF-8"?>\n${bodyOf(item)}\n`;

const bodyOf = (item: JenkinsItem): string => {
  switch (item.kind) {
    case 'folder':
      return `<${TYPES.folder}>
  <actions/>
  <properties/>
</${TYPES.folder}>`;
    case 'multibranch':
      return multibranch(item);
    case 'pipeline':
      return pipeline(item.source, item.branches);
    case 'organization':
      return organization(item);
  }
};

const COMPUTED = 'com.cloudbees.hudson.plugins.folder.computed';

const periodic = (minutes: number, indent: number): string =>
  [
    `<${COMPUTED}.PeriodicFolderTrigger>`,
    `  <spec>${minutes < 60 ? pollingSpec(minutes) : 'H H * * *'}</spec>`,
    `  <interval>${minutes * 60_000}</interval>`,
    `</${COMPUTED}.PeriodicFolderTrigger>`,
  ]
    .map(line => ' '.repeat(indent) + line)
    .join('\n');

const keeping = (
  type: string,
  minutes: number,
): string => `  <orphanedItemStrategy class="${COMPUTED}.DefaultOrphanedItemStrategy">
    <pruneDeadBranches>true</pruneDeadBranches>
    <daysToKeep>${DAYS_KEPT}</daysToKeep>
    <numToKeep>-1</numToKeep>
    <abortBuilds>false</abortBuilds>
  </orphanedItemStrategy>
  <triggers>
${periodic(minutes, 4)}
  </triggers>
  <disabled>false</disabled>
  <icon class="jenkins.branch.MetadataActionFolderIcon">
    <owner class="${type}" reference="../.."/>
  </icon>`;

const multibranch = ({
  source: {remote, credential = ''},
  only,
}: Extract<JenkinsItem, {kind: 'multibranch'}>): string => `<${TYPES.multibranch}>
  <actions/>
  <properties/>
  <folderViews class="jenkins.branch.MultiBranchProjectViewHolder">
    <owner class="${TYPES.multibranch}" reference="../.."/>
  </folderViews>
${keeping(TYPES.multibranch, SCAN_MINUTES)}
  <sources class="jenkins.branch.MultiBranchProject$BranchSourceList">
    <data>
      <jenkins.branch.BranchSource>
        <source class="jenkins.plugins.git.GitSCMSource">
          <id>${SOURCE_ID}</id>
          <remote>${text(remote)}</remote>
          <credentialsId>${text(credential)}</credentialsId>
          <traits>
            <jenkins.plugins.git.traits.BranchDiscoveryTrait/>${onlyTrait(only, 12)}
          </traits>
        </source>
        <strategy class="jenkins.branch.DefaultBranchPropertyStrategy">
          <properties class="empty-list"/>
        </strategy>
      </jenkins.branch.BranchSource>
    </data>
    <owner class="${TYPES.multibranch}" reference="../.."/>
  </sources>
  <factory class="org.jenkinsci.plugins.workflow.multibranch.WorkflowBranchProjectFactory">
    <owner class="${TYPES.multibranch}" reference="../.."/>
    <scriptPath>${SCRIPT}</scriptPath>
  </factory>
</${TYPES.multibranch}>`;

const pipeline = (
  {remote, credential = ''}: JobSource,
  branches: readonly string[],
): string => `<${TYPES.pipeline}>
  <actions/>
  <keepDependencies>false</keepDependencies>
  <properties>
    <org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty>
      <triggers>
        <hudson.triggers.SCMTrigger>
          <spec>${pollingSpec(SCAN_MINUTES)}</spec>
          <ignorePostCommitHooks>false</ignorePostCommitHooks>
        </hudson.triggers.SCMTrigger>
      </triggers>
    </org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty>
  </properties>
  <definition class="org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition">
    <scm class="hudson.plugins.git.GitSCM">
      <configVersion>2</configVersion>
      <userRemoteConfigs>
        <hudson.plugins.git.UserRemoteConfig>
          <url>${text(remote)}</url>
          <credentialsId>${text(credential)}</credentialsId>
        </hudson.plugins.git.UserRemoteConfig>
      </userRemoteConfigs>
      <branches>
${branches
  .map(
    branch => `        <hudson.plugins.git.BranchSpec>
          <name>${text(branchSpec(branch))}</name>
        </hudson.plugins.git.BranchSpec>`,
  )
  .join('\n')}
      </branches>
      <doGenerateSubmoduleConfigurations>false</doGenerateSubmoduleConfigurations>
      <submoduleCfg class="empty-list"/>
      <extensions/>
    </scm>
    <scriptPath>${SCRIPT}</scriptPath>
    <lightweight>false</lightweight>
  </definition>
  <disabled>false</disabled>
</${TYPES.pipeline}>`;

/**
 * All branches are built, those of pull requests too: a branch that is being merged is deployed all the same. New
 * repositories are looked for once a day, new commits of those that are known as often as in any multibranch job.
 */
const organization = (item: Extract<JenkinsItem, {kind: 'organization'}>): string => `<${TYPES.organization}>
  <actions/>
  <properties>
    <jenkins.branch.OrganizationChildTriggersProperty>
      <templates>
${periodic(SCAN_MINUTES, 8)}
      </templates>
    </jenkins.branch.OrganizationChildTriggersProperty>
  </properties>
  <folderViews class="jenkins.branch.OrganizationFolderViewHolder">
    <owner reference="../.."/>
  </folderViews>
${keeping(TYPES.organization, ORGANIZATION_SCAN_MINUTES)}
  <navigators>
${navigator(item)}
  </navigators>
  <projectFactories>
    <org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProjectFactory>
      <scriptPath>${SCRIPT}</scriptPath>
    </org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProjectFactory>
  </projectFactories>
</${TYPES.organization}>`;

const navigator = ({
  host,
  owner,
  server,
  credential = '',
  only,
}: Extract<JenkinsItem, {kind: 'organization'}>): string => {
  const [type, prefix] = NAVIGATORS[host];
  const address = ADDRESS[host];
  return `    <${type}>
      <repoOwner>${text(owner)}</repoOwner>
      <${address}>${text(server)}</${address}>
      <credentialsId>${text(credential)}</credentialsId>
      <traits>
        <${prefix}.BranchDiscoveryTrait>
          <strategyId>${ALL_BRANCHES}</strategyId>
        </${prefix}.BranchDiscoveryTrait>${only ? onlyTrait(only, 8) : pullRequests(prefix)}
      </traits>
    </${type}>`;
};

const pullRequests = (prefix: string): string => `
        <${prefix}.OriginPullRequestDiscoveryTrait>
          <strategyId>${MERGED}</strategyId>
        </${prefix}.OriginPullRequestDiscoveryTrait>`;

/** Leaves all other branches out. */
const onlyTrait = (only: readonly string[] | undefined, indent: number): string => {
  if (only === undefined) return '';
  const type = 'jenkins.scm.impl.trait.WildcardSCMHeadFilterTrait';
  const lines = [
    `<${type}>`,
    `  <includes>${text(only.join(' '))}</includes>`,
    '  <excludes></excludes>',
    `</${type}>`,
  ];
  return lines.map(line => `\n${' '.repeat(indent)}${line}`).join('');
};

/** Class, and package of its traits. XStream doubles underscores. */
const GITHUB = 'org.jenkinsci.plugins.github__branch__source';
const BITBUCKET = 'com.cloudbees.jenkins.plugins.bitbucket';
const NAVIGATORS = {
  github: [`${GITHUB}.GitHubSCMNavigator`, GITHUB],
  bitbucket: [`${BITBUCKET}.BitbucketSCMNavigator`, BITBUCKET],
} as const;

/** Text that is safe between tags. */
export const text = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A site with previews. */
export const SITE = {
  'docker-compose.yml': `services:
  web: {build: ., volumes: ["data:/data"]}
volumes: {data: }
`,
  'dc.preview.yml': 'services: {web: {ports: ["80"]}}\n',
  'dc.stage.yml': 'services: {web: {ports: ["8080:80"]}}\n',
  Dockerfile: 'FROM busybox',
  'countable.yml': 'previews: true\n',
};
/** As Jenkins tells of a build of a pull request. */
export const buildOf = (number: string, branch: string) => ({
  jenkins: {
    jobName: `shop/PR-${number}`,
    buildNumber: 1,
    branchName: `PR-${number}`,
    changeId: number,
    changeBranch: branch,
  },
});

/** One that runs, as it is listed. */
export const PREVIEW = {
  number: '7',
  environment: 'pr-7',
  composeProject: 'x-pr-7',
  folder: '/x',
  isFolderGone: true,
  branch: null,
  goesWithBranch: false,
  state: 'live' as const,
  isRunning: true,
  version: null,
  deployedAt: null,
  strangers: [],
};

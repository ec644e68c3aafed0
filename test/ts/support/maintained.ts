const PAGE = {id: 'page', since: '', by: 'ada'};
/** A deploy that people do not see for its page of maintenance. */
export const MAINTAINED = {
  pages: [PAGE],
  environment: 'stage',
  composeProject: 'x',
  proxies: [
    {
      proxy: {
        container: 'proxy',
        service: 'proxy',
        networks: [],
        isReadOnly: false,
        isPinned: false,
        does: {program: 'unknown', why: ''},
      } as const,
      image: 'nginx',
      names: ['web'],
      ports: [80],
      isHeld: true,
      hindrance: undefined,
    },
  ],
};
